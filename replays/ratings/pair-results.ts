import { classify, pointsOf, type CountableRow } from './result.ts';
import type { Pentanomial, Trinomial } from './sprt.ts';

/** The results of one player against the only other one, as a test counts them. */
export interface PairResults {
  readonly of: string;
  readonly against: string;
  /** Losses, draws and wins of all games. */
  readonly games: Trinomial;
  /** Points of whole mirrored pairs, from two losses to two wins; null where games do not come in pairs. */
  readonly pairs: Pentanomial | null;
  /** Games of pairs whose other half is missing or void; they are in `games` only. */
  readonly unpaired: number;
}

/** Gathers the results of two players. */
export interface PairResultsTally {
  /** A game by the names of its players; `pair` is shared by the two games of a mirrored pair. */
  readonly add: (first: string, second: string, points: number, pair?: string) => void;
  /** Adds a ledger row where it counts as a game of two. */
  readonly addRow: (row: CountableRow) => void;
  /** Says who sat where in the first game, whatever was added first. */
  readonly meet: (first: string, second: string) => void;
  /** The players in the order of the first game, else of first appearance. */
  readonly players: () => readonly string[];
  /** The results for `of`, who must be one of two players. */
  readonly close: (of: string) => PairResults;
}

type Sum = [losses: number, draws: number, wins: number];

const noGames: Readonly<Sum> = [0, 0, 0];

interface Game {
  readonly first: string;
  readonly points: number;
}

const pairGames = 2;

/** An empty tally. Order matters only for games of one pair beyond its two, which count as unpaired. */
export const createPairResults = (): PairResultsTally => {
  const players = new Set<string>();
  // By player in the first seat: losses, draws and wins of that player.
  const sums = new Map<string, Sum>();
  const pairs = new Map<string, Game[]>();
  let met: readonly string[] = [];
  const rankOf = (player: string): number => (met.includes(player) ? met.indexOf(player) : met.length);
  const add: PairResultsTally['add'] = (first, second, points, pair) => {
    players.add(first).add(second);
    let sum = sums.get(first);
    if (sum === undefined) sums.set(first, (sum = [0, 0, 0]));
    sum[2 * points]! += 1;
    if (pair === undefined) return;
    const games = pairs.get(pair);
    if (games === undefined) pairs.set(pair, [{ first, points }]);
    else games.push({ first, points });
  };
  const isWhole = ([one, other, ...more]: readonly Game[]): boolean =>
    one !== undefined && other !== undefined && more.length === 0 && one.first !== other.first;
  return {
    add,
    meet: (first, second) => {
      met = [first, second];
    },
    addRow: (row) => {
      const classified = classify(row);
      if (classified.kind !== 'game') return;
      const { first, second, result } = classified;
      add(first.agent, second.agent, pointsOf[result], row.group?.pair);
    },
    players: () => [...players].toSorted((one, other) => rankOf(one) - rankOf(other)),
    close: (of) => {
      const against = [...players].find((player) => player !== of)!;
      const own = sums.get(of) ?? noGames;
      const other = sums.get(against) ?? noGames;
      const games = [own[0] + other[2], own[1] + other[1], own[2] + other[0]] as const;
      const whole = [...pairs.values()].filter(isWhole);
      const counts: [number, number, number, number, number] = [0, 0, 0, 0, 0];
      for (const pair of whole) {
        const points = pair.reduce(
          (sum, game) => sum + (game.first === of ? game.points : 1 - game.points),
          0,
        );
        counts[2 * points]! += 1;
      }
      const total = games[0] + games[1] + games[2];
      const unpaired = total - pairGames * whole.length;
      return { of, against, games, pairs: whole.length === 0 ? null : counts, unpaired };
    },
  };
};
