/** What a script may branch on: all well, the checked thing is bad, the command is wrong, the machine is not ready. */
export const exits = { good: 0, bad: 1, usage: 2, environment: 3 } as const;
export type Exit = (typeof exits)[keyof typeof exits];

/** An error that the user can do something about: `message` says what was wrong, `hint` what would be right. */
export interface CliError extends Error {
  readonly code: string;
  readonly exit: Exit;
  readonly hint: string;
}

/** What is told about an error, by whatever it was thrown. */
export type ToldError = Pick<CliError, 'code' | 'exit' | 'message' | 'hint'>;

const createCliError = (exit: Exit, code: string, message: string, hint: string, cause: unknown): CliError =>
  Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { code, exit, hint });

/** What was to be worked on is bad: exit code 1. */
export const badInputError = (code: string, message: string, hint: string, cause?: unknown): CliError =>
  createCliError(exits.bad, code, message, hint, cause);

/** The command is wrong: exit code 2. */
export const usageError = (code: string, message: string, hint: string, cause?: unknown): CliError =>
  createCliError(exits.usage, code, message, hint, cause);

/** The command is right, but this machine, its disk or its ports are not ready for it: exit code 3. */
export const environmentError = (code: string, message: string, hint: string, cause?: unknown): CliError =>
  createCliError(exits.environment, code, message, hint, cause);

export const isCliError = (error: unknown): error is CliError =>
  error instanceof Error && 'exit' in error && 'hint' in error;
