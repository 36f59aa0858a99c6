import type { DatabaseSync } from 'node:sqlite';
import { addConduct, emptyConduct } from '../ratings/conduct.ts';
import { createTally, type Tally } from '../ratings/counts.ts';
import type { PoolId } from '../ratings/pool-counts.ts';
import type { PoolTally } from '../ratings/pool-tally.ts';
import { houseOwner, type Result, type TrustOptions } from '../ratings/result.ts';
import { createLedgerTables, type LedgerTables } from './sqlite-ledger.ts';
import {
  absent,
  keyHalf,
  matchesABlock,
  otherKind,
  packedMatches,
  ratedBit,
  words,
  wordsAMatch,
} from './sqlite-ledger-columns.ts';
import { conductHead, conductParts, isTrusted, readConduct } from './sqlite-ledger-conduct.ts';

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

interface OpenPool {
  readonly tally: PoolTally;
  /** An agent's number in the pool by its number in the database. */
  readonly numbers: (number | undefined)[];
}

const keyAt = (match: Int32Array, at: number): number | undefined => {
  const high = match[at]!;
  return high === absent ? undefined : high * keyHalf + match[at + 1]!;
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
  const ids: (PoolId | undefined)[] = [];
  for (const row of database.prepare('SELECT * FROM rating_pools').all() as unknown as PoolRow[]) {
    if (options.game !== undefined && row.game !== options.game) continue;
    const { game, version, pool, pool_hash: poolHash } = row;
    ids[row.id] = { game, version, pool, poolHash };
  }
  const pools: (OpenPool | undefined)[] = [];
  const poolOf = (number: number, id: PoolId): OpenPool =>
    (pools[number] ??= { tally: tally.pool(id), numbers: [] });
  const enter = ({ tally: pool, numbers }: OpenPool, id: number): number => {
    const { agent, owner } = agents.get(id)!;
    return (numbers[id] = pool.enrol(agent, owner));
  };
  const numberOf = (pool: OpenPool, id: number): number => pool.numbers[id] ?? enter(pool, id);
  const isOneOwner = (first: number, second: number): boolean => {
    const { owner } = agents.get(first)!;
    return owner === agents.get(second)!.owner && owner !== houseOwner;
  };
  return {
    read: (match: Int32Array, at: number, seq: number): void => {
      const kind = match[at + words.kind]!;
      const number = match[at + words.pool]!;
      const id = ids[number];
      if (id === undefined) return;
      if (options.ratedOnly === true && (kind & ratedBit) === 0) return tally.skipUnrated(id);
      const pool = poolOf(number, id);
      const [first, second] = [match[at + words.first]!, match[at + words.second]!];
      const one = numberOf(pool, first);
      const other = numberOf(pool, second);
      if (options.separateOwners === true && isOneOwner(first, second)) return pool.tally.skip('same-owner');
      const cluster = keyAt(match, at + words.clusterHigh);
      pool.tally.addGame(
        one,
        other,
        (kind & otherKind) as Result,
        cluster,
        keyAt(match, at + words.playHigh),
      );
      options.watch?.(id.poolHash, pool.tally, seq);
    },
    /** Adds the conduct that is stored as sums. */
    addConduct: (): void => {
      for (const { pool: number, agent, kind, sums } of readConduct(database)) {
        const id = ids[number];
        if (id === undefined || !isTrusted(kind, options)) continue;
        const pool = poolOf(number, id);
        pool.tally.mergeConduct(numberOf(pool, agent), sums);
      }
    },
  };
};

/** Adds the conduct in plain games after the match `since`, up to `last`, from the ledger's rows. */
const addConductRows = (
  ledger: LedgerTables,
  tally: Tally,
  options: LedgerTallyOptions,
  since: number,
  last: number,
): void => {
  for (let head = since; head < last;) {
    const rows = ledger.read(head, Math.min(rowsAtOnce, last - head));
    for (const row of rows) {
      if (options.game !== undefined && row.game !== options.game) continue;
      for (const { seat, kind, fault } of conductParts(row)) {
        if (!isTrusted(kind, options)) continue;
        const pool = tally.pool(row);
        const sums = emptyConduct();
        addConduct(sums, seat, fault);
        pool.mergeConduct(pool.enrol(seat.agent, seat.owner), sums);
      }
    }
    head = rows.at(-1)?.seq ?? last;
  }
};

const rowsAtOnce = 1000;

/**
 * Databases of older builds have no columns until a server of this one has opened them. Sums of conduct that are
 * ahead of the columns would be counted twice, so that the rows are read then.
 */
const hasColumns = (database: DatabaseSync): boolean =>
  database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'rating_conduct'").get() !== undefined &&
  conductHead(database) <= packedMatches(database);

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
      const pool = tally.opened(row.poolHash);
      if (pool !== undefined) options.watch?.(row.poolHash, pool, row.seq);
    }
    return rows.length;
  };
  let last = 0;
  if (hasColumns(database)) {
    const reader = createBlockReader(database, tally, options);
    last = readBlocks(database, reader.read, (seq) => addRows(seq - 1, 1));
    reader.addConduct();
    addConductRows(ledger, tally, options, conductHead(database), last);
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
