/** Why a hosted player cannot go on. */
export const failureCodes = [
  'player-threw',
  'player-stuck',
  'worker-crashed',
  'engine-missing',
  'engine-silent',
  'engine-crashed',
  'engine-garbage',
  'engine-illegal',
  'engine-option',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** A hosted player's failure: the player is at fault, not the arena. */
export class PlayerFailure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PlayerFailure';
    this.code = code;
  }
}
