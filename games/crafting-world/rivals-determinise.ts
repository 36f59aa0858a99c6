import type { RivalsState } from './rivals-game.ts';
import { challengeFrom, heroFrom, runFrom } from './solo-determinise.ts';
import type { RivalsEnd } from './rivals-game.ts';
import type { View } from './view.ts';

/** A state that agrees with a view: all of it is public but for the milestones, which have no part in a match of two. */
export const determinise = (view: View<RivalsEnd>): RivalsState => {
  const { brief, end, finished, heroes, land, turn } = view;
  const [first, second] = heroes;
  if (first === undefined || second === undefined || finished === null)
    throw new RangeError('a view of a match of two shows both heroes');
  return {
    challenge: challengeFrom(brief, heroFrom(first), true),
    config: { goal: 'any', level: 1, rounds: brief.limits.turnsMax, variant: 'plain' },
    end,
    finished: [finished[0] ?? null, finished[1] ?? null],
    land,
    rounds: turn,
    runs: [runFrom(first), runFrom(second)],
  };
};
