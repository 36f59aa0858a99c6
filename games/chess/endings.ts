import type { Outcome } from '../game.ts';
import { outcomeOf } from '../outcome.ts';
import type { Color } from './pieces.ts';

/** How a game ends, in order of precedence: the first that holds is the reason. */
export const endReasons = [
  'checkmate',
  'stalemate',
  'insufficient-material',
  'threefold-repetition',
  'fifty-moves',
  'step-limit',
] as const;
export type EndReason = (typeof endReasons)[number];

/** Halfmoves without a capture or a pawn move after which the game is drawn. */
export const quietPliesMax = 100;

/** Occurrences of one position that end the game. */
export const repeatsMax = 3;

/** All that the endings depend on, after a move. `repeats` counts the position's occurrences, this one included. */
interface EndFacts {
  readonly check: boolean;
  readonly hasMove: boolean;
  readonly hasInsufficientMaterial: boolean;
  readonly repeats: number;
  readonly halfmoveClock: number;
  readonly plies: number;
  readonly stepsMax: number;
}

const holds = (reason: EndReason, facts: EndFacts): boolean => {
  switch (reason) {
    case 'checkmate':
      return !facts.hasMove && facts.check;
    case 'stalemate':
      return !facts.hasMove && !facts.check;
    case 'insufficient-material':
      return facts.hasInsufficientMaterial;
    case 'threefold-repetition':
      return facts.repeats >= repeatsMax;
    case 'fifty-moves':
      return facts.halfmoveClock >= quietPliesMax;
    case 'step-limit':
      return facts.plies >= facts.stepsMax;
  }
};

/** The ending that the facts amount to, or null while the game goes on. */
export const findEnd = (facts: EndFacts): EndReason | null =>
  endReasons.find((reason) => holds(reason, facts)) ?? null;

/** The outcome of an ended game; `turn` is the side that would move next, which is the side that is mated. */
export const endOutcome = (end: EndReason, turn: Color): Outcome => {
  if (end !== 'checkmate') return outcomeOf([0.5, 0.5], end);
  return outcomeOf(turn === 'w' ? [0, 1] : [1, 0], end);
};

/** The ending as words that follow a colon: `checkmate, White wins`. */
export const describeEnd = (end: EndReason, turn: Color): string => {
  switch (end) {
    case 'checkmate':
      return `checkmate, ${turn === 'w' ? 'Black' : 'White'} wins`;
    case 'stalemate':
      return 'draw by stalemate';
    case 'insufficient-material':
      return 'draw by insufficient material';
    case 'threefold-repetition':
      return 'draw by threefold repetition';
    case 'fifty-moves':
      return 'draw by the fifty-move rule';
    case 'step-limit':
      return 'draw at the step limit';
  }
};
