import type { AnyGame, Outcome, Role, Seat } from './game.ts';

/** Places from scores: 1 is best, equals share a place, arbiters have none. */
export const placesOf = (scores: readonly (number | null)[]): (number | null)[] =>
  scores.map((score) =>
    score === null ? null : 1 + scores.filter((other) => other !== null && other > score).length,
  );

/** An outcome whose places follow from the scores. */
export const outcomeOf = (scores: readonly (number | null)[], reason: string): Outcome => ({
  scores,
  places: placesOf(scores),
  reason,
});

/**
 * A forfeit by `seat` where the game says nothing of its own: the offender comes last; two-player games
 * score it as the game's plain win for the other side.
 */
export const forfeitOutcome = (
  game: AnyGame,
  roles: readonly Role[],
  state: unknown,
  seat: Seat,
): Outcome => {
  if (game.onForfeit !== undefined) return game.onForfeit(state, seat);
  const players = roles.filter((role) => role.kind === 'player').length;
  const sum = game.traits.utility === 'general' ? 0 : game.traits.utility.sum;
  // The offender gets the lowest share, the others split the rest equally: [0, 1] of 1, [-1, 1] of 0.
  const loss = sum === 0 ? -1 : 0;
  const share = players > 1 ? (sum - loss) / (players - 1) : 0;
  const scores = roles.map((role, at) => (role.kind === 'arbiter' ? null : at === seat ? loss : share));
  return outcomeOf(scores, 'forfeit');
};
