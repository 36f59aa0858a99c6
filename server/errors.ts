import { catalogue, type RefusalCode } from './catalogue.ts';
import { toldIssues, type Issue } from './issues.ts';
import type { ServerMessage } from './protocol/messages.ts';

export type { RefusalCode } from './catalogue.ts';

/** An expected refusal: a value, never thrown. */
export interface Refusal {
  readonly code: RefusalCode;
  /** What was wrong this time. */
  readonly message: string;
}

export const refuse = (code: RefusalCode, message: string = catalogue[code].title): Refusal => ({
  code,
  message,
});

/** Whether a reading or an answer came to a refusal. Messages hold a `type`, replies a `body`, refusals neither. */
export const isRefusal = (value: object): value is Refusal => 'code' in value && !('type' in value);

/** The refusal as a message of either door. */
export const formatErrorMessage = ({
  code,
  message,
}: Refusal): Extract<ServerMessage, { type: 'error' }> => ({
  type: 'error',
  code,
  message,
  hint: catalogue[code].hint,
});

/** RFC 9457 problem details, with `code` and `hint` of the catalogue. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: RefusalCode;
  readonly hint: string;
}

/** When to try again, in seconds; undefined where trying again does not help, or nobody knows. */
export const retryAfterOf = ({ code }: Pick<Refusal, 'code'>): number | undefined => {
  const entry = catalogue[code];
  return 'retryAfterS' in entry ? entry.retryAfterS : undefined;
};

export const formatProblem = ({ code, message }: Refusal): Problem => {
  const { status, title, hint } = catalogue[code];
  return { type: 'about:blank', title, status, detail: message, code, hint };
};

/** Zod's issues as one sentence that names each member; at most four of them. */
export const formatIssues = (issues: readonly Issue[]): string => {
  const first = issues.flatMap(toldIssues).slice(0, 4);
  const told = first.map(({ path, message }) => {
    const at = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
    return `${at === '' ? 'the whole' : at.replace(/^\./, '')}: ${message}`;
  });
  return `${told.join('; ')}.`.slice(0, 1000);
};
