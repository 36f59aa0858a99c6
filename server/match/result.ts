import type { Outcome } from '../../games/game.ts';
import type { Fault, Termination } from '../../replays/format.ts';

/** How a match ended. */
export interface MatchResult {
  readonly outcome: Outcome | null;
  readonly termination: Termination;
  readonly fault: Fault | null;
}
