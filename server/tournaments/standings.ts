import type { Fault } from '../../replays/format.ts';

/** One finished game as standings count it: players by seat, and how it ended. */
export interface ScoredGame {
  /** The index of the player in each seat. */
  readonly players: readonly number[];
  /** By seat; null for arbiters. Null as a whole: the game was void or aborted and counts for nothing. */
  readonly scores: readonly (number | null)[] | null;
  readonly fault: Fault | null;
}

/** What one player has achieved against all others. A game among k players is k - 1 results for each. */
export interface Standing {
  readonly player: number;
  readonly games: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
  /** Wins and half the draws. */
  readonly points: number;
  /** Sum of the game's own scores. */
  readonly score: number;
}

type Tally = { -readonly [Key in keyof Standing]: Standing[Key] };

/** The points of seat `a` against seat `b`. A forfeit loses, whatever the board said, as in ratings. */
export const pointsOf = ({ scores, fault }: ScoredGame, a: number, b: number): number | undefined => {
  const own = scores?.[a];
  const other = scores?.[b];
  if (typeof own !== 'number' || typeof other !== 'number') return undefined;
  if (fault?.seat === a) return 0;
  if (fault?.seat === b) return 1;
  return own === other ? 0.5 : own > other ? 1 : 0;
};

const addResult = (tally: Tally, points: number): void => {
  tally.points += points;
  if (points === 1) tally.wins += 1;
  else if (points === 0) tally.losses += 1;
  else tally.draws += 1;
};

/** The standing of each of `count` players, by player. Only small integers and halves are added, so order never matters. */
export const standingsOf = (games: Iterable<ScoredGame>, count: number): readonly Standing[] => {
  const tallies = Array.from({ length: count }, (_, player): Tally => ({
    player,
    games: 0,
    wins: 0,
    draws: 0,
    losses: 0,
    points: 0,
    score: 0,
  }));
  for (const game of games) {
    for (const [seat, player] of game.players.entries()) {
      const score = game.scores?.[seat];
      if (typeof score !== 'number') continue;
      const tally = tallies[player]!;
      tally.games += 1;
      tally.score += score;
      for (const other of game.players.keys()) {
        const points = other === seat ? undefined : pointsOf(game, seat, other);
        if (points !== undefined) addResult(tally, points);
      }
    }
  }
  return tallies;
};

/** Points of each player (row) against each other (column), with the number of results; undefined where none. */
export const crosstableOf = (
  games: Iterable<ScoredGame>,
  count: number,
): readonly (readonly ({ readonly points: number; readonly games: number } | null)[])[] => {
  const cells = Array.from({ length: count }, () =>
    Array.from({ length: count }, (): { points: number; games: number } | null => null),
  );
  for (const game of games)
    for (const [a, player] of game.players.entries())
      for (const [b, other] of game.players.entries()) {
        const points = a === b ? undefined : pointsOf(game, a, b);
        if (points === undefined) continue;
        const cell = (cells[player]![other] ??= { points: 0, games: 0 });
        cell.points += points;
        cell.games += 1;
      }
  return cells;
};
