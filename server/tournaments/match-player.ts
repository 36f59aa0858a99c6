import type { Arena } from '../arena/arena.ts';
import type { MatchPlan } from '../arena/plan.ts';
import type { Match } from '../match/match.ts';
import type { MatchResult } from '../match/result.ts';

const resultOf = (match: Match): Promise<MatchResult> =>
  new Promise((resolve) => {
    // The players of this process may have finished before anybody could ask.
    const { result } = match.publicState();
    if (result === null) match.onEnd(resolve);
    else resolve(result);
  });

/** Plays a planned match to its end; one with this id that is under way, or was adopted, is waited for. `onMade` tells that it is under way. */
export const playMatch = async (
  arena: Pick<Arena, 'live' | 'create'>,
  plan: MatchPlan,
  onMade: () => void = () => {},
): Promise<MatchResult> => {
  const live = plan.id === undefined ? undefined : arena.live(plan.id);
  const match = live ?? (await arena.create(plan)).match;
  onMade();
  return resultOf(match);
};
