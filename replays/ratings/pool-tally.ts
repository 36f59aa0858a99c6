import { createClassicElo, type ClassicElo } from './classic-elo.ts';
import {
  clusterKeyOf,
  createClusterGathering,
  playKeyOf,
  codeOf,
  type Cluster,
  type ClusterGathering,
} from './cluster.ts';
import { addConduct, conductOf, emptyConduct, mergeConduct, type ConductSums } from './conduct.ts';
import { compareText, type Cell, type CellForfeits, type PoolCounts, type PoolId } from './pool-counts.ts';
import { createGrowingColumn, createPairIndex } from './growing.ts';
import {
  draw,
  forfeitLoss,
  forfeitWin,
  loss,
  pointsOf,
  results,
  skipReasons,
  voidReasons,
  win,
  type Classified,
  type CountableRow,
  type CountableSeat,
  type Result,
  type SkipReason,
} from './result.ts';
import { createSoloTables, type SoloScore } from './solo-tables.ts';

/** The open sums of one pool. Agents are numbered in the order of their first appearance. */
export interface PoolTally {
  /** Tells a name of the pool; of several the smallest is kept. */
  readonly name: (pool: string) => void;
  readonly add: (row: CountableRow, classified: Classified) => void;
  /** The number of an agent, for `addGame`. */
  readonly enrol: (agent: string, owner: string) => number;
  /** One game of two players by their numbers; `cluster` is a key that dependent games share. */
  readonly addGame: (first: number, second: number, result: Result, cluster?: number, play?: number) => void;
  /** Adds conduct of an agent that was summed elsewhere. */
  readonly mergeConduct: (agent: number, sums: ConductSums) => void;
  readonly skip: (reason: SkipReason, games?: number) => void;
  /** Games and solo runs that count. */
  readonly games: () => number;
  readonly close: () => PoolCounts;
  /** Ratings by the classic rule, after the games in the order in which they were added. */
  readonly classic: () => readonly ClassicPlayer[];
}

/** An agent's rating with each of the classic factors. */
export interface ClassicPlayer {
  readonly name: string;
  readonly ratings: readonly number[];
}

interface Roll {
  readonly agents: string[];
  readonly owners: string[];
  readonly conduct: ConductSums[];
  readonly voids: Record<(typeof voidReasons)[number], number>[];
  readonly numbers: Map<string, number>;
}

const enrolIn = (roll: Roll, agent: string, owner: string): number => {
  const known = roll.numbers.get(agent);
  if (known !== undefined) {
    // Rows that disagree about an owner must still give one answer in any order.
    if (owner < roll.owners[known]!) roll.owners[known] = owner;
    return known;
  }
  const number = roll.agents.push(agent) - 1;
  roll.numbers.set(agent, number);
  roll.owners.push(owner);
  roll.conduct.push(emptyConduct());
  roll.voids.push({ aborted: 0, 'void-infra': 0, 'void-provider': 0, 'void-arbiter': 0 });
  return number;
};

/** The inverse of a permutation: the place of each number in the sorted order. */
const placesIn = (order: readonly number[]): Int32Array => {
  const places = new Int32Array(order.length);
  for (const [place, number] of order.entries()) places[number] = place;
  return places;
};

/** Cells in the order in which they were opened. */
interface OpenCells {
  readonly index: ReturnType<typeof createPairIndex>;
  readonly firsts: ReturnType<typeof createGrowingColumn>;
  readonly seconds: ReturnType<typeof createGrowingColumn>;
  /** Games by cell and result. */
  readonly sums: ReturnType<typeof createGrowingColumn>;
}

const createCells = (): OpenCells => ({
  index: createPairIndex(),
  firsts: createGrowingColumn(),
  seconds: createGrowingColumn(),
  sums: createGrowingColumn(),
});

const openCell = (cells: OpenCells, first: number, second: number): number => {
  const at = cells.index.indexOf(first, second);
  if (at < cells.firsts.length()) return at;
  cells.firsts.push(first);
  cells.seconds.push(second);
  for (let result = 0; result < results.length; result++) cells.sums.push(0);
  return at;
};

interface SortedCells {
  readonly cells: Cell[];
  readonly forfeits: CellForfeits[];
  /** The place of each open cell among the sorted ones. */
  readonly places: Int32Array;
}

const sortCells = (open: OpenCells, places: Int32Array): SortedCells => {
  const firsts = open.firsts.values().map((agent) => places[agent]!);
  const seconds = open.seconds.values().map((agent) => places[agent]!);
  const sums = open.sums.values();
  const order = [...firsts.keys()].sort((a, b) => firsts[a]! - firsts[b]! || seconds[a]! - seconds[b]!);
  const sumOf = (cell: number, result: Result): number => sums[codeOf(cell, result)]!;
  return {
    cells: order.map((cell) => ({
      first: firsts[cell]!,
      second: seconds[cell]!,
      wins: sumOf(cell, win) + sumOf(cell, forfeitWin),
      draws: sumOf(cell, draw),
      losses: sumOf(cell, loss) + sumOf(cell, forfeitLoss),
    })),
    forfeits: order.map((cell) => ({ wins: sumOf(cell, forfeitWin), losses: sumOf(cell, forfeitLoss) })),
    places: placesIn(order),
  };
};

/** Plays every pair of a solo table as one game, the first of the order against the second; all are one cluster. */
const addTables = (
  tables: readonly (readonly SoloScore[])[],
  play: (first: number, second: number, result: Result, cluster: number) => void,
): void => {
  for (const [key, scores] of tables.entries()) {
    for (const [at, one] of scores.entries()) {
      for (const other of scores.slice(at + 1)) {
        const result = one.score > other.score ? win : one.score < other.score ? loss : draw;
        play(one.agent, other.agent, result, key);
      }
    }
  }
};

const isVoidReason = (reason: SkipReason): reason is (typeof voidReasons)[number] =>
  voidReasons.some((one) => one === reason);

/** An empty pool. */
export const createPoolTally = (id: PoolId): PoolTally => {
  const classic: ClassicElo = createClassicElo();
  const roll: Roll = { agents: [], owners: [], conduct: [], voids: [], numbers: new Map() };
  const skipped = Object.fromEntries(skipReasons.map((reason) => [reason, 0])) as Record<SkipReason, number>;
  const cells = createCells();
  const gathering = createClusterGathering();
  const solo = createSoloTables();
  let { pool } = id;
  let soloRuns = 0;
  let games = 0;
  const enrol = (agent: string, owner: string): number => enrolIn(roll, agent, owner);
  const enter = ({ agent, owner }: CountableSeat): number => enrol(agent, owner);
  const addGame: PoolTally['addGame'] = (first, second, result, cluster, play) => {
    const cell = openCell(cells, first, second);
    games += 1;
    cells.sums.increment(codeOf(cell, result));
    classic.add(first, second, pointsOf[result]);
    if (cluster !== undefined || play !== undefined) gathering.add(cell, result, cluster, play);
  };
  const addRow = (row: CountableRow, first: CountableSeat, second: CountableSeat, result: Result): void => {
    const [one, other] = [enter(first), enter(second)];
    const cluster = clusterKeyOf(row, first.agent, second.agent);
    addGame(one, other, result, cluster, playKeyOf(row, first.agent, second.agent));
    addConduct(roll.conduct[one]!, first, result === forfeitLoss ? row.fault?.class : undefined);
    addConduct(roll.conduct[other]!, second, result === forfeitWin ? row.fault?.class : undefined);
  };
  return {
    name: (name) => {
      if (name < pool) pool = name;
    },
    enrol,
    addGame,
    mergeConduct: (agent, sums) => mergeConduct(roll.conduct[agent]!, sums),
    skip: (reason, games = 1) => {
      skipped[reason] += games;
    },
    add: (row, classified) => {
      if (classified.kind === 'game') {
        addRow(row, classified.first, classified.second, classified.result);
      } else if (classified.kind === 'solo') {
        const { seat, table } = classified;
        const agent = enter(seat);
        solo.add(table, agent, seat.score!);
        addConduct(roll.conduct[agent]!, seat, row.fault?.class);
        soloRuns += 1;
      } else {
        const { reason } = classified;
        const agents = new Set(classified.entered.map(enter));
        if (isVoidReason(reason)) for (const agent of agents) roll.voids[agent]![reason] += 1;
        skipped[reason] += 1;
      }
    },
    games: () => games + soloRuns,
    classic: () => roll.agents.map((name, agent) => ({ name, ratings: classic.ratings(agent) })),
    close: () => closePool({ ...id, pool }, { roll, cells, gathering, solo, soloRuns, skipped }),
  };
};

interface OpenPool {
  readonly roll: Roll;
  readonly cells: OpenCells;
  readonly gathering: ReturnType<typeof createClusterGathering>;
  readonly solo: ReturnType<typeof createSoloTables>;
  readonly soloRuns: number;
  readonly skipped: Readonly<Record<SkipReason, number>>;
}

const closePool = (id: PoolId, open: OpenPool): PoolCounts => {
  const { roll } = open;
  const order = [...roll.agents.keys()].sort((a, b) => compareText(roll.agents[a]!, roll.agents[b]!));
  const places = placesIn(order);
  const isSolo = open.soloRuns > 0;
  const { cells, forfeits, clusters, repeats } = isSolo ? closeSolo(open, places) : closeGames(open, places);
  return {
    game: id.game,
    version: id.version,
    pool: id.pool,
    poolHash: id.poolHash,
    counts: { agents: order.map((number) => roll.agents[number]!), cells },
    forfeits,
    clusters,
    repeats: order.map((number) => repeats[number]!),
    owners: order.map((number) => roll.owners[number]!),
    conduct: order.map((number) => conductOf(roll.conduct[number]!)),
    voids: order.map((number) => ({ ...roll.voids[number]! })),
    skipped: { ...open.skipped },
    hasFirstMover: !isSolo,
  };
};

type ClosedGames = Pick<SortedCells, 'cells' | 'forfeits'> & {
  readonly clusters: readonly Cluster[];
  /** By the agents' numbers. */
  readonly repeats: Int32Array;
};

const closeGames = ({ cells, gathering }: OpenPool, places: Int32Array): ClosedGames => {
  return closeCells(cells, gathering, places);
};

const closeCells = (cells: OpenCells, gathering: ClusterGathering, places: Int32Array): ClosedGames => {
  const sorted = sortCells(cells, places);
  const { clusters, repeats: byCell } = gathering.close(sorted.places);
  const repeats = new Int32Array(places.length);
  for (const [cell, games] of byCell.entries()) {
    repeats[cells.firsts.at(cell)]! += games;
    repeats[cells.seconds.at(cell)]! += games;
  }
  return { ...sorted, clusters, repeats };
};

/** A pool is rebuilt from its solo tables each time, since a run may still join one. */
const closeSolo = ({ solo }: OpenPool, places: Int32Array): ClosedGames => {
  const cells = createCells();
  const gathering = createClusterGathering();
  addTables(solo.close(places), (first, second, result, cluster) => {
    const cell = openCell(cells, first, second);
    cells.sums.increment(codeOf(cell, result));
    gathering.add(cell, result, cluster, undefined);
  });
  return closeCells(cells, gathering, places);
};
