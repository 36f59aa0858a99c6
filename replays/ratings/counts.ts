import { isVoid } from '../format.ts';
import type { LedgerSeat, UnnumberedLedgerRow } from '../ledger.ts';

/** Results of the games in which agent `first` had the lower seat; agents are indices into `Counts.agents`. */
export interface Cell {
  readonly first: number;
  readonly second: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
}

/** All that a fit needs: agents sorted by id, cells sorted by (first, second), at most one for each. */
export interface Counts {
  readonly agents: readonly string[];
  readonly cells: readonly Cell[];
}

/** Why a finished match counts for nothing, in the order in which the reasons are looked for. */
export const skipReasons = [
  'aborted',
  'void-infra',
  'void-provider',
  'void-arbiter',
  'unrated',
  'not-two-players',
  'self-play',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Matches that counted for nothing, by reason. */
export type Skipped = Readonly<Record<SkipReason, number>>;

/** The games of one pool, added up. `owners` is indexed as `counts.agents`. */
export interface PoolCounts {
  readonly game: string;
  readonly version: number;
  readonly pool: string;
  readonly poolHash: string;
  readonly counts: Counts;
  readonly owners: readonly string[];
  readonly skipped: Skipped;
}

type CountableSeat = Pick<LedgerSeat, 'seat' | 'agent' | 'owner' | 'score'>;

/** The part of a ledger row that ratings read. */
export type CountableRow = Pick<
  UnnumberedLedgerRow,
  'game' | 'version' | 'pool' | 'poolHash' | 'termination' | 'fault' | 'rated'
> & { readonly seats: readonly CountableSeat[] };

export interface TallyOptions {
  /** Leaves out matches that were not arranged as rated. */
  readonly ratedOnly?: boolean;
}

/** Adds up ledger rows as they stream in. The sums are integers, so the order of the rows never matters. */
export interface Tally {
  readonly add: (row: CountableRow) => void;
  /** One entry a pool, sorted by name and hash. */
  readonly pools: () => readonly PoolCounts[];
}

interface OpenCell {
  wins: number;
  draws: number;
  losses: number;
}

interface OpenPool {
  readonly game: string;
  readonly version: number;
  pool: string;
  readonly poolHash: string;
  readonly owners: Map<string, string>;
  readonly cells: Map<string, Map<string, OpenCell>>;
  readonly skipped: Record<SkipReason, number>;
}

/** Orders by UTF-16 code units: no locale may change a table. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const smaller = (a: string, b: string): string => (a < b ? a : b);

const openPool = ({ game, version, pool, poolHash }: CountableRow): OpenPool => ({
  game,
  version,
  pool,
  poolHash,
  owners: new Map(),
  cells: new Map(),
  skipped: {
    aborted: 0,
    'void-infra': 0,
    'void-provider': 0,
    'void-arbiter': 0,
    unrated: 0,
    'not-two-players': 0,
    'self-play': 0,
  },
});

const enrol = (pool: OpenPool, { agent, owner }: CountableSeat): void => {
  const known = pool.owners.get(agent);
  // Rows that disagree about an owner must still give one answer in any order.
  if (known === undefined || owner < known) pool.owners.set(agent, owner);
};

const cellOf = (pool: OpenPool, first: string, second: string): OpenCell => {
  let row = pool.cells.get(first);
  if (row === undefined) pool.cells.set(first, (row = new Map()));
  let cell = row.get(second);
  if (cell === undefined) row.set(second, (cell = { wins: 0, draws: 0, losses: 0 }));
  return cell;
};

const byScore = (a: number, b: number): keyof OpenCell => (a > b ? 'wins' : a < b ? 'losses' : 'draws');

/** The result for `first`. A forfeit is a loss for the seat at fault, whatever the board said. */
const resultOf = (row: CountableRow, first: CountableSeat, second: CountableSeat): keyof OpenCell => {
  if (row.fault?.seat === first.seat) return 'losses';
  if (row.fault?.seat === second.seat) return 'wins';
  return byScore(first.score!, second.score!);
};

/** Counts a row in its pool; answers why it does not count, or undefined where it does. */
const addRow = (pool: OpenPool, row: CountableRow, ratedOnly: boolean): SkipReason | undefined => {
  const { seats } = row;
  if (isVoid(row.termination)) {
    // Scores are null here, so an arbiter looks like a player: only a row of two seats tells who entered.
    if (seats.length === 2) for (const seat of seats) enrol(pool, seat);
    return row.termination;
  }
  if (ratedOnly && !row.rated) return 'unrated';
  const players = seats.filter((seat) => seat.score !== null);
  const [one, other] = players;
  if (one === undefined || other === undefined || players.length > 2) return 'not-two-players';
  enrol(pool, one);
  enrol(pool, other);
  if (one.agent === other.agent) return 'self-play';
  const [first, second] = one.seat < other.seat ? [one, other] : [other, one];
  cellOf(pool, first.agent, second.agent)[resultOf(row, first, second)] += 1;
  return undefined;
};

const closeCounts = (pool: OpenPool): Counts => {
  const agents = [...pool.owners.keys()].sort(compareText);
  const indexes = new Map(agents.map((agent, index) => [agent, index]));
  const cells = agents.flatMap((agent, first) =>
    [...(pool.cells.get(agent) ?? [])]
      .map(([opponent, cell]): Cell => ({ first, second: indexes.get(opponent)!, ...cell }))
      .sort((a, b) => a.second - b.second),
  );
  return { agents, cells };
};

const closePool = (pool: OpenPool): PoolCounts => {
  const counts = closeCounts(pool);
  return {
    game: pool.game,
    version: pool.version,
    pool: pool.pool,
    poolHash: pool.poolHash,
    counts,
    owners: counts.agents.map((agent) => pool.owners.get(agent)!),
    skipped: { ...pool.skipped },
  };
};

/** An empty tally. */
export const createTally = ({ ratedOnly = false }: TallyOptions = {}): Tally => {
  const pools = new Map<string, OpenPool>();
  return {
    add: (row) => {
      let pool = pools.get(row.poolHash);
      if (pool === undefined) pools.set(row.poolHash, (pool = openPool(row)));
      pool.pool = smaller(pool.pool, row.pool);
      const reason = addRow(pool, row, ratedOnly);
      if (reason !== undefined) pool.skipped[reason] += 1;
    },
    pools: () =>
      [...pools.values()]
        .map(closePool)
        .sort((a, b) => compareText(a.pool, b.pool) || compareText(a.poolHash, b.poolHash)),
  };
};
