const ratingErrorCodes = ['prior-needed'] as const;
type RatingErrorCode = (typeof ratingErrorCodes)[number];

/** What the statistics say when the games do not allow what was asked. */
export interface RatingError extends Error {
  readonly code: RatingErrorCode;
}

export const createRatingError = (code: RatingErrorCode, message: string): RatingError =>
  Object.assign(new Error(message), { code });

export const isRatingError = (error: unknown): error is RatingError =>
  error instanceof Error && 'code' in error && (ratingErrorCodes as readonly unknown[]).includes(error.code);
