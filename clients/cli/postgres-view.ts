import type { LedgerRow } from '../../replays/ledger.ts';
import { parsePostgresAddress } from '../../replays/stores/postgres-address.ts';
import { readLedger } from '../../replays/stores/postgres-ledger.ts';
import { createPostgresPool, type PostgresPool, told } from '../../replays/stores/postgres-pool.ts';
import { readLines, readNotes } from '../../replays/stores/postgres-reader.ts';
import { schemaState } from '../../replays/stores/postgres-schema.ts';
import { environmentError } from './cli-error.ts';
import type { LogView } from './log-view.ts';

const rowsAPage = 1000;

async function* matchesOf(pool: PostgresPool): AsyncGenerator<string> {
  for (let after = 0; ;) {
    const rows = await told(
      pool.query<{ id: number; match: string }>(
        'SELECT id, match FROM matches WHERE pruned_at IS NULL AND id > $1 ORDER BY id LIMIT $2',
        [after, rowsAPage],
      ),
    );
    for (const { match } of rows) yield match;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

async function* ledgerOf(pool: PostgresPool): AsyncGenerator<LedgerRow> {
  for (let since = 0; ;) {
    const rows = await told(readLedger(pool, since, rowsAPage));
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    since = last.seq;
  }
}

/** Refuses a schema that this build would read wrongly, or that holds no logs. */
const requireCurrent = async (pool: PostgresPool, schema: string, shown: string): Promise<void> => {
  const state = await told(pool.inTransaction((client) => schemaState(client, schema)));
  if (state === 'empty')
    throw environmentError(
      'no-data',
      `There is no schema ${schema} with logs at ${shown}.`,
      'Check the address, and its ?schema=NAME; agon serve --store makes one.',
    );
  if (state === 'older')
    throw environmentError(
      'data-older',
      `${shown} was written by an older version of agon.`,
      'Start a server of this version on it once, with agon serve --store.',
    );
};

/** Opens a schema in PostgreSQL for reading: no lock is taken, so servers may be writing it. */
export const openPostgresView = async (url: string): Promise<LogView> => {
  const address = parsePostgresAddress(url);
  const pool = createPostgresPool(address);
  const count = async (rows: string): Promise<number> =>
    (await told(pool.query<{ count: number }>(`SELECT count(*) AS count FROM ${rows}`)))[0]!.count;
  try {
    await requireCurrent(pool, address.schema, address.shown);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    name: address.shown,
    read: (match) => told(readLines(pool, match)),
    notes: (match) => told(readNotes(pool, match)),
    matches: () => matchesOf(pool),
    withoutRow: () =>
      count(
        "matches WHERE status = 'over' AND NOT EXISTS (SELECT 1 FROM ledger WHERE ledger.match = matches.match)",
      ),
    pruned: () => count('matches WHERE pruned_at IS NOT NULL'),
    ledger: () => ledgerOf(pool),
    close: () => pool.end(),
  };
};
