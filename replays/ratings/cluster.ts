import { sha256Hex } from '../../games/sha256.ts';
import { createGrowingColumn, createGrowingKeys, createPairIndex } from './growing.ts';
import { results, type CountableRow } from './result.ts';

/** Games that are not independent of each other, and how many such clusters there are. */
export interface Cluster {
  /** One entry a game, ascending: index of its cell times the number of results, plus its result. */
  readonly codes: readonly number[];
  readonly times: number;
}

/** The code of a game within a cluster. */
export const codeOf = (cell: number, result: number): number => cell * results.length + result;

const keyDigits = 13;

/** A number that stands for a text: 52 bits of its SHA-256. */
const keyOf = (text: string): number => Number.parseInt(sha256Hex(text).slice(0, keyDigits), 16);

/**
 * What ties a game to others: the same two players from the same start, or the two games of a mirrored pair.
 * Games of others from that start are apart, since a start's bias cancels within a pair.
 */
export const clusterKeyOf = (
  { group }: CountableRow,
  agent: string,
  opponent: string,
): number | undefined => {
  const start = group?.start ?? group?.pair;
  if (start === undefined) return undefined;
  return keyOf(JSON.stringify([start, ...[agent, opponent].sort()]));
};

/** Shorter games may well be equal by chance. */
const repeatStepsMin = 8;

/** What identical games share: the players by seat and all that was played. */
export const playKeyOf = (
  { play, steps = 0 }: CountableRow,
  first: string,
  second: string,
): number | undefined =>
  play === undefined || play === '' || steps < repeatStepsMin
    ? undefined
    : keyOf(JSON.stringify([play, first, second]));

/** What a gathering comes to. */
export interface Gathered {
  /** The clusters of two games or more, equal ones together, in an order that no order of the games changes. */
  readonly clusters: readonly Cluster[];
  /** Games by open cell that repeated, move by move, what was played before. */
  readonly repeats: Int32Array;
}

/** Gathers the games that share a cluster; a game that shares nothing need not come here. */
export interface ClusterGathering {
  readonly add: (cell: number, result: number, cluster: number | undefined, play: number | undefined) => void;
  readonly close: (cellOrder: Int32Array) => Gathered;
}

const createUnion = () => {
  const parents: number[] = [];
  const rootOf = (id: number): number => {
    let at = id;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]!]!;
      at = parents[at]!;
    }
    return at;
  };
  return {
    open: (): number => parents.push(parents.length) - 1,
    join: (one: number, other: number): void => {
      parents[rootOf(one)] = rootOf(other);
    },
    rootOf,
    size: (): number => parents.length,
  };
};

/** Games sorted by cluster: `from[c]` to `from[c + 1]` are the places of those of cluster c. */
const sortByRoot = (roots: Int32Array, size: number): { from: Int32Array; places: Int32Array } => {
  const from = new Int32Array(size + 1);
  for (const root of roots) from[root + 1]! += 1;
  for (let at = 0; at < size; at++) from[at + 1]! += from[at]!;
  const next = from.slice();
  const places = new Int32Array(roots.length);
  for (let game = 0; game < roots.length; game++) {
    const root = roots[game]!;
    places[next[root]!] = game;
    next[root]! += 1;
  }
  return { from, places };
};

const compareCodes = (a: readonly number[], b: readonly number[]): number => {
  if (a.length !== b.length) return a.length - b.length;
  for (const [at, code] of a.entries()) if (code !== b[at]) return code - b[at]!;
  return 0;
};

/** Counts equal clusters. Most have two games, whose codes fit into one number; that is much faster than a text. */
const createShapes = (codeMax: number) => {
  const pairs = new Map<number, number>();
  const others = new Map<string, number>();
  return {
    addPair: (one: number, other: number): void => {
      const key = Math.min(one, other) * codeMax + Math.max(one, other);
      pairs.set(key, (pairs.get(key) ?? 0) + 1);
    },
    addMany: (codes: readonly number[]): void => {
      const key = codes.toSorted((a, b) => a - b).join();
      others.set(key, (others.get(key) ?? 0) + 1);
    },
    close: (): readonly Cluster[] =>
      [
        ...[...pairs].map(([key, times]) => ({ codes: [Math.floor(key / codeMax), key % codeMax], times })),
        ...[...others].map(([key, times]) => ({ codes: key.split(',').map(Number), times })),
      ].sort((a, b) => compareCodes(a.codes, b.codes)),
  };
};

/** Half of a key's bits. */
const keyHalf = 2 ** 26;

/** The node of each cluster key, in a table of integers: a Map of a million keys takes most of a second. */
const createNodes = (open: () => number) => {
  const index = createPairIndex();
  const nodes = createGrowingColumn();
  return (key: number): number => {
    const at = index.indexOf(Math.floor(key / keyHalf), key % keyHalf);
    if (at === nodes.length()) nodes.push(open());
    return nodes.at(at);
  };
};

/** Stands for a game without a cluster, or without a play. */
const none = -1;

/** Keys that come more than once. Sorting finds them in a tenth of the time that a table of all keys takes. */
const repeatedKeys = (keys: Float64Array): ReadonlySet<number> => {
  const sorted = keys.slice().sort();
  const repeated = new Set<number>();
  for (let at = 1; at < sorted.length; at++)
    if (sorted[at] === sorted[at - 1] && sorted[at] !== none) repeated.add(sorted[at]!);
  return repeated;
};

/** The games that have a node. */
const gamesInClusters = (nodes: Int32Array): Int32Array => {
  const games = new Int32Array(nodes.length);
  let count = 0;
  for (let game = 0; game < nodes.length; game++) {
    if (nodes[game] === none) continue;
    games[count] = game;
    count += 1;
  }
  return games.subarray(0, count);
};

/** An empty gathering. */
export const createClusterGathering = (): ClusterGathering => {
  const union = createUnion();
  const nodeOf = createNodes(union.open);
  const playNodes = new Map<number, number>();
  const ids = createGrowingColumn();
  const plays = createGrowingKeys();
  const codes = createGrowingColumn();
  let hasPlays = false;

  /** Joins the games that repeat each other, and counts the repetitions by cell. */
  const joinRepeats = (nodes: Int32Array, cells: number): Int32Array => {
    const repeats = new Int32Array(cells);
    const keys = plays.values();
    const repeated = hasPlays ? repeatedKeys(keys) : new Set<number>();
    if (repeated.size === 0) return repeats;
    const seen = new Set<number>();
    for (const [game, key] of keys.entries()) {
      if (!repeated.has(key)) continue;
      let node = playNodes.get(key);
      if (node === undefined) playNodes.set(key, (node = union.open()));
      if (nodes[game] === none) nodes[game] = node;
      else union.join(nodes[game]!, node);
      if (seen.has(key)) repeats[Math.floor(codes.at(game) / results.length)]! += 1;
      seen.add(key);
    }
    return repeats;
  };
  return {
    add: (cell, result, cluster, play) => {
      ids.push(cluster === undefined ? none : nodeOf(cluster));
      plays.push(play ?? none);
      codes.push(codeOf(cell, result));
      hasPlays ||= play !== undefined;
    },
    close: (cellOrder) => {
      const nodes = ids.values().slice();
      const repeats = joinRepeats(nodes, cellOrder.length);
      const kept = gamesInClusters(nodes);
      const roots = kept.map((game) => union.rootOf(nodes[game]!));
      const { from, places } = sortByRoot(roots, union.size());
      const shapes = createShapes(codeOf(cellOrder.length, 0));
      const sorted = kept.map((game) => {
        const code = codes.at(game);
        return codeOf(cellOrder[Math.floor(code / results.length)]!, code % results.length);
      });
      for (let root = 0; root < union.size(); root++) {
        const [start, end] = [from[root]!, from[root + 1]!];
        if (end - start === 2) shapes.addPair(sorted[places[start]!]!, sorted[places[start + 1]!]!);
        else if (end - start > 2)
          shapes.addMany(Array.from(places.subarray(start, end), (place) => sorted[place]!));
      }
      return { clusters: shapes.close(), repeats };
    },
  };
};
