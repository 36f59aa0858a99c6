import type { FailureCause } from '../../server/hosting/port.ts';

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
  'model-provider',
  'model-refused',
  'model-budget',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** A hosted player's failure: the player is at fault, not the arena. */
export class PlayerFailure extends Error {
  readonly code: FailureCode;
  /** What the match is told of it, where that decides how it ends. */
  readonly told: FailureCause | undefined;

  constructor(code: FailureCode, message: string, options?: ErrorOptions & { told?: FailureCause }) {
    super(message, options);
    this.told = options?.told;
    this.name = 'PlayerFailure';
    this.code = code;
  }
}
