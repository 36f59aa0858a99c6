import type { Json } from '../games/game.ts';

/** Configurations that keep transcripts and samples short enough to read; the other games use their defaults. */
export const shortConfigs: Readonly<Record<string, Json>> = {
  chess: { stepsMax: 60 },
  'kuhn-poker': { hands: 5 },
  'crafting-world': { level: 1 },
  'crafting-rivals': { level: 1, rounds: 3 },
  'positional-puzzles': {
    set: {
      'tic-tac-toe': { win: 1, blocked: 1, fork: 1 },
      'double-tic-tac-toe': { fork: 1 },
      'cube-tic-tac-toe': { blocked: 1 },
      'square-tic-tac-toe': { win: 1 },
    },
  },
};
