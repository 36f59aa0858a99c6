import type { Arena } from '../arena/arena.ts';
import type { MatchPlan } from '../arena/plan.ts';
import type { Match } from '../match/match.ts';
import type { MatchResult } from '../match/result.ts';

type PlayingArena = Pick<Arena, 'live' | 'create' | 'onLeft'>;

const resultOf = (arena: PlayingArena, match: Match): Promise<MatchResult | undefined> =>
  new Promise((resolve) => {
    // The players of this process may have finished before anybody could ask.
    const { result } = match.publicState();
    if (result !== null) return resolve(result);
    const stopListening = arena.onLeft((left) => {
      if (left === match) settle(undefined);
    });
    const settle = (result: MatchResult | undefined): void => {
      stopListening();
      resolve(result);
    };
    match.onEnd(settle);
    // It may have been let go of before anybody could ask as well.
    if (arena.live(match.id) !== match) settle(undefined);
  });

/**
 * Plays a planned match to its end; one with this id that is under way, or was adopted, is waited for. `onMade` tells that
 * it is under way. Resolves to undefined where this process had to let go of it.
 */
export const playMatch = async (
  arena: PlayingArena,
  plan: MatchPlan,
  onMade: () => void = () => {},
): Promise<MatchResult | undefined> => {
  const live = plan.id === undefined ? undefined : arena.live(plan.id);
  const match = live ?? (await arena.create(plan)).match;
  onMade();
  return resultOf(arena, match);
};
