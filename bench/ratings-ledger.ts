import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LedgerRow, LedgerSeat } from '../replays/ledger.ts';
import { pointsOf } from '../replays/ratings/result.ts';
import { createLedgerColumnsWriter } from '../replays/stores/sqlite-ledger-columns.ts';
import { createLedgerTables } from '../replays/stores/sqlite-ledger.ts';
import { insertInto, ledgerColumns, ledgerSeatColumns } from '../replays/stores/sqlite-rows.ts';
import { openSqliteStore } from '../replays/stores/sqlite.ts';
import { choosePair, createChance, createWorld, nameOf, playOne } from './simulated-games.ts';

const hash = 'a'.repeat(64);
const rowsATransaction = 10_000;
const at = '2026-01-01T00:00:00.000Z';

const seatOf = (seat: number, player: number, points: number): LedgerSeat => ({
  seat,
  agent: nameOf(player),
  owner: `owner of ${nameOf(player)}`,
  role: seat === 0 ? 'first' : 'second',
  score: points,
  place: points === 1 ? 1 : 2,
  turns: 30,
  refusals: { truncated: 0, empty: 0, unparsable: 0, ambiguous: 0, illegal: 0 },
  tokensIn: null,
  tokensOut: null,
  costUsd: null,
  sources: { bot: 30 },
  thinkMs: 0,
  think: [[0, 30]],
});

/** Rows of mirrored pairs: two games of the same players with the seats swapped. */
function* rows(count: number, players: number): Generator<LedgerRow> {
  const chance = createChance(7);
  const world = createWorld(chance, players, 200, 0.8);
  for (let seq = 1; seq <= count; seq += 2) {
    const pair = choosePair(chance, players);
    const [one, other] = pair;
    for (const [half, [first, second]] of ([pair, [other, one]] as const).entries()) {
      const points = pointsOf[playOne(world, chance, first, second)];
      yield {
        match: `m${seq + half}`,
        game: 'simulated',
        version: 1,
        pool: 'simulated/bot',
        poolHash: hash,
        group: { pair: `pair-${seq}` },
        seats: [seatOf(0, first, points), seatOf(1, second, 1 - points)],
        steps: 60,
        play: String(seq + half),
        termination: 'normal',
        fault: null,
        rated: true,
        startedAt: at,
        endedAt: at,
        logHash: hash,
        seq: seq + half,
        prev: hash,
      };
    }
  }
}

/** Fills a database of the store's own schema with a ledger. The chain of hashes, which ratings do not read, is left out. */
export const fillLedger = async (directory: string, count: number, players: number): Promise<string> => {
  await (await openSqliteStore({ directory })).close();
  const path = join(directory, 'agon.sqlite');
  const database = new DatabaseSync(path);
  database.exec('PRAGMA synchronous = OFF');
  const columns = createLedgerColumnsWriter(database, createLedgerTables(database).read);
  let open: LedgerRow[] = [];
  const commit = (): void => {
    columns.add(open);
    database.exec('COMMIT');
    open = [];
  };
  for (const row of rows(count, players)) {
    if (open.length === 0) database.exec('BEGIN');
    insertInto(database, 'ledger', ledgerColumns(row));
    for (const seat of row.seats) insertInto(database, 'ledger_seats', ledgerSeatColumns(row.seq, seat));
    if (open.push(row) === rowsATransaction) commit();
  }
  if (open.length > 0) commit();
  database.close();
  return path;
};
