import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LedgerRow, LedgerSeat } from '../ledger.ts';
import { clusterKeyOf, playKeyOf } from '../ratings/cluster.ts';
import { classify } from '../ratings/result.ts';
import { createConductWriter, ledgerConductSchema } from './sqlite-ledger-conduct.ts';

/**
 * The ledger once more, as the columns that ratings read: 32 bytes a match, many to a row of the database, since
 * stepping through a million rows takes longer than all the rest; and what agents did beside scoring, added up. Both
 * are derived: whoever drops them, because what a match counts as has changed, gets them again with the next match.
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

/** Empties the columns and gives them this build's form. */
export const renewLedgerColumns = (database: DatabaseSync): void =>
  database.exec(`
    DROP TABLE IF EXISTS rating_blocks;
    DROP TABLE IF EXISTS rating_agents;
    DROP TABLE IF EXISTS rating_pools;
    ${ledgerColumnsSchema}
    ${ledgerConductSchema}`);

/** Matches of one block; block b begins with match b · 128 + 1 of the ledger. */
export const matchesABlock = 128;

/** The 32-bit words of a match. A key has 52 bits: two words of 26. */
export const words = {
  kind: 0,
  pool: 1,
  first: 2,
  second: 3,
  clusterHigh: 4,
  clusterLow: 5,
  playHigh: 6,
  playLow: 7,
} as const;
export const wordsAMatch = 8;

/** In `kind`, above the result. */
export const ratedBit = 0x100;
/** A match that is no plain game of two: whoever reads it must read its ledger row. */
export const otherKind = 0xff;
/** Half of a key. */
export const keyHalf = 2 ** 26;
/** Stands for a key that there is not. */
export const absent = -1;

/** Numbers of pools and agents in the database. */
export interface Numbering {
  readonly pool: (row: LedgerRow) => number;
  readonly agent: (seat: LedgerSeat) => number;
}

const putKey = (packed: Int32Array, at: number, key: number | undefined): void => {
  packed[at] = key === undefined ? absent : Math.floor(key / keyHalf);
  packed[at + 1] = key === undefined ? absent : key % keyHalf;
};

const pack = (row: LedgerRow, numbering: Numbering): Int32Array => {
  const packed = new Int32Array(wordsAMatch);
  const classified = classify(row);
  if (classified.kind !== 'game') {
    packed[words.kind] = otherKind;
    return packed;
  }
  const seatOf = (seat: number): LedgerSeat => row.seats.find((one) => one.seat === seat)!;
  const [first, second] = [seatOf(classified.first.seat), seatOf(classified.second.seat)];
  packed[words.kind] = classified.result + (row.rated ? ratedBit : 0);
  packed[words.pool] = numbering.pool(row);
  packed[words.first] = numbering.agent(first);
  packed[words.second] = numbering.agent(second);
  putKey(packed, words.clusterHigh, clusterKeyOf(row, first.agent, second.agent));
  putKey(packed, words.playHigh, playKeyOf(row, first.agent, second.agent));
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

const prepareLast = (database: DatabaseSync): StatementSync =>
  database.prepare('SELECT block, length(matches) AS bytes FROM rating_blocks ORDER BY block DESC LIMIT 1');

const lastPacked = (select: StatementSync): number => {
  const row = select.get();
  if (row === undefined) return 0;
  return Number(row['block']) * matchesABlock + Number(row['bytes']) / (4 * wordsAMatch);
};

/** The number of the last match that the columns hold. */
export const packedMatches = (database: DatabaseSync): number => lastPacked(prepareLast(database));

const rowsAtOnce = 1000;

/** `read` answers ledger rows after a number, as the store does; those that are added are among them already. */
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
  const conduct = createConductWriter(database, read);
  const selectLast = prepareLast(database);
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
      conduct.follow(rows, createNumbering());
    },
  };
};
