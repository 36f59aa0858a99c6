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
