import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { sourceClasses, type LedgerRow } from '../ledger.ts';
import { createMatchDraft, type FinishedLog } from '../samples/match-draft.ts';
import { ledgerRowOf } from '../tally.ts';
import { thinkBucketOf } from '../think-buckets.ts';
import { ledgerStart, type LedgerHead } from './ledger-chain.ts';
import { createSigningKey, createSyncSigner } from './signing-key.ts';
import { createLedgerTables } from './sqlite-ledger.ts';
import { ledgerColumnsSchema } from './sqlite-ledger-columns.ts';
import { tallyLedger } from './sqlite-ledger-tally.ts';
import { migrate } from './sqlite-schema.ts';

const arena = createSigningKey();
const key = { publicKey: arena.publicKey, sign: createSyncSigner(arena) };
const sources = ['model', 'fallback', undefined] as const;

const playedAt = (at: number): FinishedLog => {
  const draft = createMatchDraft({
    game: gameById('rock-paper-scissors')!,
    config: { rounds: 3 },
    match: `match-${at}`,
    seed: '00112233445566778899aabbccddeeff',
    key,
    group: { pair: `pair-${at % 2}` },
  });
  draft.refuse(0, 'illegal', { usage: { input: 5, output: 1, costUsd: 0.5 } });
  const by = (ms: number) => ({ ms, source: sources[at % 3] });
  draft.step(
    new Map([
      [0, 'rock'],
      [1, at % 2 === 0 ? 'paper' : 'scissors'],
    ]),
    by(100 * at),
  );
  draft.hold(0, 'rock', by(3));
  draft.event({ kind: 'resign', seat: 1 });
  return draft.end('resign', null, 1);
};

const logs = Array.from({ length: 5 }, (_, at) => playedAt(at));

/** A database of these logs, as the store writes it. */
const filled = (): DatabaseSync => {
  const database = new DatabaseSync(':memory:');
  migrate(database, 'memory');
  const ledger = createLedgerTables(database);
  let head: LedgerHead = ledgerStart;
  const rows: LedgerRow[] = [];
  for (const [at, { lines, row }] of logs.entries()) {
    database
      .prepare("INSERT INTO matches VALUES (?, ?, 'rock-paper-scissors', 'over', '[]', 0, '', '', NULL)")
      .run(at, row.match);
    for (const [n, text] of lines.entries())
      database.prepare('INSERT INTO lines (match_id, n, text) VALUES (?, ?, ?)').run(at, n, text);
    const added = ledger.add(row, head);
    rows.push(added.row);
    ({ head } = added);
  }
  ledger.addColumns(rows);
  return database;
};

/** Takes from a database what the third version of its schema did not have. */
const makeOld = (database: DatabaseSync): void => {
  for (const source of sourceClasses) database.exec(`ALTER TABLE ledger_seats DROP COLUMN source_${source}`);
  database.exec(`
    ALTER TABLE ledger_seats DROP COLUMN think;
    ALTER TABLE ledger DROP COLUMN play;
    UPDATE ledger SET prev = 'of the old form';
    DROP TABLE rating_conduct; DROP TABLE rating_conduct_head;
    DROP TABLE rating_blocks; DROP TABLE rating_agents; DROP TABLE rating_pools;
    ${ledgerColumnsSchema}
    INSERT INTO rating_blocks VALUES (0, x'00');
    DROP INDEX matches_running;
    ALTER TABLE match_agents ADD COLUMN status TEXT NOT NULL DEFAULT 'over';
    CREATE INDEX matches_status ON matches (status);
    CREATE INDEX matches_game_status ON matches (game, status);
    CREATE INDEX match_agents_status ON match_agents (agent, status, match_id);
    CREATE INDEX match_agents_game_status ON match_agents (agent, game, status, match_id);
    DROP TABLE heartbeat; DROP INDEX matches_kept; ALTER TABLE matches DROP COLUMN pruned_at;
    DROP TABLE tournaments; PRAGMA user_version = 3`);
};

test('a ledger is the same whether it was written, computed from the logs, or brought up to date', () => {
  const database = filled();
  const ledger = createLedgerTables(database);
  const written = ledger.read(0, 100);
  expect(written.map(({ seq: _seq, prev: _prev, ...row }) => row)).toEqual(
    logs.map(({ lines }) => ledgerRowOf(lines, gameById)),
  );
  expect(written[1]!.seats[0]).toMatchObject({ sources: { fallback: 1 }, think: [[thinkBucketOf(100), 1]] });

  const pools = tallyLedger(database).tally.pools();
  makeOld(database);
  migrate(database, 'memory');
  expect(createLedgerTables(database).read(0, 100)).toEqual(written);
  expect(tallyLedger(database).tally.pools()).toEqual(pools);
});
