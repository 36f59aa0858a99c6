/** The rules found no start for a match: a configuration that fits its schema may be one that none exists for. */
export interface SetupError extends Error {
  readonly code: 'setup-failed';
}

export const createSetupError = (cause: unknown): SetupError => {
  const error = new Error(cause instanceof Error ? cause.message : String(cause), { cause });
  return Object.assign(error, { code: 'setup-failed' as const });
};

export const isSetupError = (error: unknown): error is SetupError =>
  error instanceof Error && 'code' in error && error.code === 'setup-failed';

/** The start was not found because the thread that looked for it ended; another one may find it. */
interface ThreadError extends Error {
  readonly code: 'setup-thread-ended';
}

export const createThreadError = (message: string, cause?: unknown): ThreadError =>
  Object.assign(new Error(message, { cause }), { code: 'setup-thread-ended' as const });

export const isThreadError = (error: unknown): error is ThreadError =>
  error instanceof Error && 'code' in error && error.code === 'setup-thread-ended';
