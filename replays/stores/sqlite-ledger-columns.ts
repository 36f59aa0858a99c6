import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { faultClasses, refusalClasses } from '../format.ts';
import type { LedgerRow, LedgerSeat } from '../ledger.ts';
import { clusterKeyOf } from '../ratings/cluster.ts';
import { classify } from '../ratings/result.ts';

/**
 * The ledger once more, as the columns that ratings read: 60 bytes a match, many to a row of the database, since
 * stepping through a million rows takes longer than all the rest. It is derived: whoever drops the blocks, because
 * what a match counts as has changed, gets them again with the next match.
 */
export const ledgerColumnsSchema = `
  CREATE TABLE rating_pools (
    id INTEGER PRIMARY KEY,
    game TEXT NOT NULL,
    version INTEGER NOT NULL,
    pool TEXT NOT NULL,
    pool_hash TEXT NOT NULL,
    UNIQUE (pool_hash, pool, game, version)
  ) STRICT;
  CREATE TABLE rating_agents (
    id INTEGER PRIMARY KEY,
    agent TEXT NOT NULL,
    owner TEXT NOT NULL,
    UNIQUE (agent, owner)
  ) STRICT;
  CREATE TABLE rating_blocks (block INTEGER PRIMARY KEY, matches BLOB NOT NULL) STRICT;
`;

/** Matches of one block; block b begins with match b · 128 + 1 of the ledger. */
export const matchesABlock = 128;

/** The 32-bit words of a match. `refusals` is one word a class: the first seat's in its lower half. */
export const words = {
  kind: 0,
  pool: 1,
  first: 2,
  second: 3,
  clusterHigh: 4,
  clusterLow: 5,
  turnsFirst: 6,
  turnsSecond: 7,
  costFirst: 8,
  costSecond: 9,
  refusals: 10,
} as const;
export const wordsAMatch = words.refusals + refusalClasses.length;

/** In `kind`, above the result. */
export const ratedBit = 0x100;
/** Above it the class of the fault, where there is one. */
export const faultShift = 9;
/** A match that is no plain game of two: whoever reads it must read its ledger row. */
export const otherKind = 0xff;
/** A cluster key has 52 bits: two words of 26. */
export const clusterHalf = 2 ** 26;
/** Stands for what is unknown or absent. */
export const absent = -1;

const wordMax = 2 ** 31 - 1;
const halfWordMax = 0xffff;
const microsAUsd = 1e6;

const costWord = ({ costUsd }: LedgerSeat): number =>
  costUsd === null ? absent : Math.round(costUsd * microsAUsd);

const fits = (seat: LedgerSeat): boolean =>
  costWord(seat) <= wordMax && refusalClasses.every((kind) => seat.refusals[kind] <= halfWordMax);

/** Numbers of pools and agents in the database. */
interface Numbering {
  readonly pool: (row: LedgerRow) => number;
  readonly agent: (seat: LedgerSeat) => number;
}

const pack = (row: LedgerRow, numbering: Numbering): Int32Array => {
  const packed = new Int32Array(wordsAMatch);
  const classified = classify(row);
  const seatOf = (seat: number): LedgerSeat => row.seats.find((one) => one.seat === seat)!;
  if (classified.kind !== 'game' || !row.seats.every(fits)) {
    packed[words.kind] = otherKind;
    return packed;
  }
  const [first, second] = [seatOf(classified.first.seat), seatOf(classified.second.seat)];
  const cluster = clusterKeyOf(row, first.agent, second.agent);
  packed[words.kind] =
    classified.result +
    (row.rated ? ratedBit : 0) +
    (faultClasses.indexOf(row.fault?.class ?? faultClasses[0]) << faultShift);
  packed[words.pool] = numbering.pool(row);
  packed[words.first] = numbering.agent(first);
  packed[words.second] = numbering.agent(second);
  packed[words.clusterHigh] = cluster === undefined ? absent : Math.floor(cluster / clusterHalf);
  packed[words.clusterLow] = cluster === undefined ? absent : cluster % clusterHalf;
  packed[words.turnsFirst] = first.turns;
  packed[words.turnsSecond] = second.turns;
  packed[words.costFirst] = costWord(first);
  packed[words.costSecond] = costWord(second);
  for (const [at, kind] of refusalClasses.entries())
    packed[words.refusals + at] = first.refusals[kind] | (second.refusals[kind] << 16);
  return packed;
};

/**
 * Finds the number of a row by its unique columns, adding it where it is new. Each use remembers what it found, and no
 * use outlives its transaction: one that is rolled back takes its numbers with it, and they are given to others.
 */
const createNumber = (database: DatabaseSync, table: string, columns: readonly string[]) => {
  const where = columns.map((column) => `${column} = ?`).join(' AND ');
  const find = database.prepare(`SELECT id FROM ${table} WHERE ${where}`);
  const add = database.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  return () => {
    const known = new Map<string, number>();
    return (...values: readonly (string | number)[]): number => {
      const key = values.join('\n');
      const found =
        known.get(key) ?? Number(find.get(...values)?.['id'] ?? add.run(...values).lastInsertRowid);
      known.set(key, found);
      return found;
    };
  };
};

/** Keeps the columns. */
export interface LedgerColumnsWriter {
  /** Adds matches that follow each other, and before them whatever the columns are behind. Runs inside the caller's transaction. */
  readonly add: (rows: readonly LedgerRow[]) => void;
}

const lastPacked = (select: StatementSync): number => {
  const row = select.get();
  if (row === undefined) return 0;
  return Number(row['block']) * matchesABlock + Number(row['bytes']) / (4 * wordsAMatch);
};

const rowsAtOnce = 1000;

/** `read` answers ledger rows after a number, as the store does. */
export const createLedgerColumnsWriter = (
  database: DatabaseSync,
  read: (since: number, limit: number) => readonly LedgerRow[],
): LedgerColumnsWriter => {
  const pool = createNumber(database, 'rating_pools', ['pool_hash', 'pool', 'game', 'version']);
  const agent = createNumber(database, 'rating_agents', ['agent', 'owner']);
  const createNumbering = (): Numbering => {
    const [poolOf, agentOf] = [pool(), agent()];
    return {
      pool: (row) => poolOf(row.poolHash, row.pool, row.game, row.version),
      agent: (seat) => agentOf(seat.agent, seat.owner),
    };
  };
  const selectLast = database.prepare(
    'SELECT block, length(matches) AS bytes FROM rating_blocks ORDER BY block DESC LIMIT 1',
  );
  const append = database.prepare(`
    INSERT INTO rating_blocks VALUES (?, ?)
    ON CONFLICT (block) DO UPDATE SET matches = CAST(matches || excluded.matches AS BLOB)`);
  const put = (rows: readonly LedgerRow[]): void => {
    const numbering = createNumbering();
    const blocks = Map.groupBy(rows, ({ seq }) => Math.floor((seq - 1) / matchesABlock));
    for (const [block, matches] of blocks) {
      const packed = new Int32Array(matches.length * wordsAMatch);
      for (const [at, row] of matches.entries()) packed.set(pack(row, numbering), at * wordsAMatch);
      append.run(block, new Uint8Array(packed.buffer));
    }
  };
  return {
    add: (rows) => {
      const [first] = rows;
      if (first === undefined) return;
      for (let last = lastPacked(selectLast); last < first.seq - 1;) {
        const missing = read(last, Math.min(rowsAtOnce, first.seq - 1 - last));
        put(missing);
        last = missing.at(-1)?.seq ?? first.seq - 1;
      }
      put(rows);
    },
  };
};
