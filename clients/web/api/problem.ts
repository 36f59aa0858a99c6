/** Why there is no answer: what the arena said, or that it could not be reached. */
export interface Problem {
  /** The arena's code, `unreachable`, or `unexpected` for an answer that is none of the arena's. */
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** The problem of an answer that is not what was asked for. */
export const problemOf = (status: number, body: unknown): Problem => {
  const { code, detail, hint } = (body ?? {}) as {
    readonly code?: unknown;
    readonly detail?: unknown;
    readonly hint?: unknown;
  };
  if (typeof code !== 'string' || typeof detail !== 'string')
    return {
      code: 'unexpected',
      message: `The arena answered with status ${status}.`,
      hint: 'Try again in a moment.',
    };
  return { code, message: detail, hint: typeof hint === 'string' ? hint : '' };
};

/** The problem of a request that got no answer. */
export const unreachable: Problem = {
  code: 'unreachable',
  message: 'The arena cannot be reached.',
  hint: 'It is tried again by itself.',
};
