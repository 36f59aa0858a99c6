/** What the log tells of something that was thrown. */
export interface ErrorFacts {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
}

const causesMax = 4;

const stackOf = (error: unknown, causesLeft: number): string => {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined || causesLeft === 0
    ? stack
    : `${stack}\ncaused by ${stackOf(error.cause, causesLeft - 1)}`;
};

/**
 * Name, message and stack, with those of the causes, and no other member: errors of clients of models and databases
 * carry whole requests, prompts and headers with them.
 */
export const errorFacts = (error: unknown): ErrorFacts => ({
  type: error instanceof Error ? error.name : typeof error,
  message: error instanceof Error ? error.message : String(error),
  stack: stackOf(error, causesMax),
});
