import type { DatabaseSync } from 'node:sqlite';
import { refusalClasses } from '../format.ts';
import { emptyConduct, type ConductSums } from '../ratings/conduct.ts';
import { createTally, type Tally } from '../ratings/counts.ts';
import type { PoolTally } from '../ratings/pool-tally.ts';
import { forfeitLoss, forfeitWin, houseOwner, type Result, type TrustOptions } from '../ratings/result.ts';
import { createLedgerTables } from './sqlite-ledger.ts';
import {
  absent,
  clusterHalf,
  faultShift,
  matchesABlock,
  otherKind,
  ratedBit,
  words,
  wordsAMatch,
} from './sqlite-ledger-columns.ts';

export interface LedgerTallyOptions extends TrustOptions {
  /** Leaves out the pools of other games. */
  readonly game?: string;
  /** Called after each match, in the order of the ledger. */
  readonly watch?: LedgerWatch;
}

/** Hears the hash and the sums of the pool that the match of this number went into. */
export type LedgerWatch = (poolHash: string, pool: PoolTally, seq: number) => void;

/** A ledger's sums, up to the match of this number. */
export interface LedgerTally {
  readonly tally: Tally;
  readonly last: number;
}

interface AgentRow {
  readonly id: number;
  readonly agent: string;
  readonly owner: string;
}

interface PoolRow {
  readonly id: number;
  readonly game: string;
  readonly version: number;
  readonly pool: string;
  readonly pool_hash: string;
}

/** Sums of one agent in one pool, by its number in the database. */
interface AgentSums extends ConductSums {
  readonly number: number;
}

interface OpenPool {
  readonly hash: string;
  readonly tally: PoolTally;
  readonly sums: (AgentSums | undefined)[];
}

const halfWord = (word: number, side: 0 | 1): number => (word >>> (16 * side)) & 0xffff;

const addSeat = (sums: ConductSums, match: Int32Array, at: number, side: 0 | 1, result: number): void => {
  sums.toldGames += 1;
  sums.turns += match[at + words.turnsFirst + side]!;
  if (result === (side === 0 ? forfeitLoss : forfeitWin))
    sums.faults[match[at + words.kind]! >>> faultShift]! += 1;
  const cost = match[at + words.costFirst + side]!;
  if (cost !== absent) {
    sums.costGames += 1;
    sums.costMicroUsd += cost;
  }
  for (let kind = 0; kind < refusalClasses.length; kind++)
    sums.refusals[kind]! += halfWord(match[at + words.refusals + kind]!, side);
};

/** A block's words; the bytes that the database hands out need not lie where words may. */
const wordsOf = (bytes: Uint8Array): Int32Array =>
  bytes.byteOffset % 4 === 0
    ? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
    : new Int32Array(bytes.slice().buffer);

/** Adds up plain games out of their words. */
const createBlockReader = (database: DatabaseSync, tally: Tally, options: LedgerTallyOptions) => {
  const agents = new Map(
    (database.prepare('SELECT * FROM rating_agents').all() as unknown as AgentRow[]).map((row) => [
      row.id,
      row,
    ]),
  );
  const pools: (OpenPool | undefined)[] = [];
  for (const row of database.prepare('SELECT * FROM rating_pools').all() as unknown as PoolRow[]) {
    if (options.game !== undefined && row.game !== options.game) continue;
    const { game, version, pool, pool_hash: poolHash } = row;
    pools[row.id] = { hash: poolHash, tally: tally.pool({ game, version, pool, poolHash }), sums: [] };
  }
  const enter = ({ tally: pool, sums }: OpenPool, id: number): AgentSums => {
    const { agent, owner } = agents.get(id)!;
    return (sums[id] = { ...emptyConduct(), number: pool.enrol(agent, owner) });
  };
  const isOneOwner = (first: number, second: number): boolean => {
    const { owner } = agents.get(first)!;
    return owner === agents.get(second)!.owner && owner !== houseOwner;
  };
  return {
    read: (match: Int32Array, at: number, seq: number): void => {
      const kind = match[at + words.kind]!;
      const pool = pools[match[at + words.pool]!];
      if (pool === undefined) return;
      if (options.ratedOnly === true && (kind & ratedBit) === 0) return pool.tally.skip('unrated');
      const [first, second] = [match[at + words.first]!, match[at + words.second]!];
      const one = pool.sums[first] ?? enter(pool, first);
      const other = pool.sums[second] ?? enter(pool, second);
      if (options.separateOwners === true && isOneOwner(first, second)) return pool.tally.skip('same-owner');
      const result = (kind & otherKind) as Result;
      const high = match[at + words.clusterHigh]!;
      const cluster = high === absent ? undefined : high * clusterHalf + match[at + words.clusterLow]!;
      pool.tally.addGame(one.number, other.number, result, cluster);
      addSeat(one, match, at, 0, result);
      addSeat(other, match, at, 1, result);
      options.watch?.(pool.hash, pool.tally, seq);
    },
    finish: (): void => {
      for (const pool of pools)
        for (const sums of pool?.sums ?? [])
          if (sums !== undefined) pool!.tally.mergeConduct(sums.number, sums);
    },
  };
};

const rowsAtOnce = 1000;

/** Databases of older builds have no columns until a server of this one has opened them. */
const hasColumns = (database: DatabaseSync): boolean =>
  database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'rating_blocks'").get() !== undefined;

/** Calls `plain` with each match that the columns hold whole, `other` with the number of any other; answers the last. */
const readBlocks = (
  database: DatabaseSync,
  plain: (match: Int32Array, at: number, seq: number) => void,
  other: (seq: number) => void,
): number => {
  let last = 0;
  for (const row of database.prepare('SELECT block, matches FROM rating_blocks ORDER BY block').iterate()) {
    const match = wordsOf(row['matches'] as Uint8Array);
    const start = Number(row['block']) * matchesABlock;
    for (let at = 0; at < match.length; at += wordsAMatch) {
      last = start + at / wordsAMatch + 1;
      if ((match[at + words.kind]! & otherKind) === otherKind) other(last);
      else plain(match, at, last);
    }
  }
  return last;
};

const readLedger = (database: DatabaseSync, options: LedgerTallyOptions): LedgerTally => {
  const tally = createTally(options);
  const ledger = createLedgerTables(database);
  const addRows = (since: number, limit: number): number => {
    const rows = ledger.read(since, limit);
    for (const row of rows) {
      if (options.game !== undefined && row.game !== options.game) continue;
      tally.add(row);
      options.watch?.(row.poolHash, tally.pool(row), row.seq);
    }
    return rows.length;
  };
  let last = 0;
  if (hasColumns(database)) {
    const reader = createBlockReader(database, tally, options);
    last = readBlocks(database, reader.read, (seq) => addRows(seq - 1, 1));
    reader.finish();
  }
  // What the columns are behind, such as the ledger of a database from before they were kept.
  for (let read = addRows(last, rowsAtOnce); read > 0; read = addRows(last, rowsAtOnce)) last += read;
  return { tally, last };
};

/** The whole ledger of a database, added up: the same sums as its rows give one by one, in a fraction of the time. */
export const tallyLedger = (database: DatabaseSync, options: LedgerTallyOptions = {}): LedgerTally => {
  // One snapshot, since a server may be writing: a match must not name an agent that is not read yet.
  database.exec('BEGIN');
  try {
    return readLedger(database, options);
  } finally {
    database.exec('COMMIT');
  }
};
