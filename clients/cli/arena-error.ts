import { ArenaError } from '../sdk/arena-error.ts';
import { type CliError, environmentError, usageError } from './cli-error.ts';

/** Refusals that another command, key or name would mend; the rest are for the arena's operator, or for later. */
const usageCodes: readonly string[] = [
  'bad-key',
  'key-missing',
  'not-an-agent',
  'forbidden',
  'name-taken',
  'bad-body',
  'unknown-game',
  'unknown-agent',
  'replaced',
];

const hints: { readonly [code: string]: string } = {
  'name-taken':
    'Choose another name with --owner; for another agent of an owner of yours, set $AGON_OWNER_KEY.',
  'key-missing': "Registration is closed there: ask the operator, or set the operator's $AGON_ADMIN_KEY.",
  'bad-body': 'A name has lower-case letters, digits, ".", "_" and "-", and at most 40 of them.',
};

/** Whether nobody answered at all. */
export const isUnreachable = (error: unknown): boolean =>
  (error instanceof TypeError && error.message === 'fetch failed') ||
  (error instanceof ArenaError && /^http-5/.test(error.code));

const toCliError = (url: string, error: unknown): CliError | undefined => {
  if (error instanceof ArenaError) {
    const { code, hint = '' } = error;
    const message = error.message.replace(` ${hint}`, '');
    const make = usageCodes.includes(code) ? usageError : environmentError;
    return make(code, message, hints[code] ?? hint, error);
  }
  if (!isUnreachable(error)) return undefined;
  const hint = 'Check the address; agon serve runs an arena on this machine.';
  return environmentError('arena-unreachable', `${url} does not answer as an arena.`, hint, error);
};

/** Calls an arena; what it refuses is thrown as an error of the command line. */
export const calling = async <T>(url: string, call: () => Promise<T>): Promise<T> => {
  if (!/^(https?|wss?):\/\/./.test(url) || !URL.canParse(url))
    throw usageError('bad-address', `${url} is no address.`, 'Write it such as http://127.0.0.1:2567.');
  try {
    return await call();
  } catch (error) {
    throw toCliError(url, error) ?? error;
  }
};
