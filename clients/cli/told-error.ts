import { CommanderError } from 'commander';
import { isStoreError, messageOf, type StoreErrorCode } from '../../replays/stores/store-error.ts';
import { exits, isCliError, type ToldError } from './cli-error.ts';

const storeHints: { readonly [Code in StoreErrorCode]?: string } = {
  'data-locked': 'Stop the other process, or name another folder.',
  'data-newer': 'Update this program, or restore an older backup.',
  'data-foreign': 'Name another folder.',
  'backup-exists': 'Name a file that does not exist.',
  'log-exists': 'Name a file that does not exist.',
  'log-pruned': 'Look for it in a backup or in an export that was made before.',
  'log-torn': 'Cut the torn line off, or name another file.',
  'target-not-empty': 'Name another schema with ?schema=NAME.',
  'store-address': 'Write it as postgres://user@host:port/database.',
};

const systemHints: { readonly [code: string]: string } = {
  ENOENT: 'Check the path.',
  EEXIST: 'Name a file that does not exist.',
  EACCES: 'Check the permissions of the path.',
  EPERM: 'Check the permissions of the path.',
  EISDIR: 'Name a file, not a folder.',
  ENOTDIR: 'Name a folder, not a file.',
  ENOSPC: 'Free some space on the disk.',
};

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** Any thrown value as the user is told of it. */
export const toldErrorOf = (error: unknown, command: string): ToldError => {
  if (isCliError(error)) return error;
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '');
    return { code: 'usage', exit: exits.usage, message, hint: `See: ${command} --help` };
  }
  const told = { exit: exits.environment, message: messageOf(error) };
  if (isStoreError(error)) return { ...told, code: error.code, hint: storeHints[error.code] ?? '' };
  const code = codeOf(error);
  const hint = code === undefined ? undefined : systemHints[code];
  if (code !== undefined && hint !== undefined) return { ...told, code, hint };
  return { ...told, code: 'unexpected', hint: 'Run it again with --debug to see where it failed.' };
};
