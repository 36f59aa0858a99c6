import type { ClientBase } from 'pg';
import { keptLogsSchema, runningSchema, stepsLeft, upkeepSchema } from './migration.ts';
import { createStoreError } from './store-error.ts';

const logs = `
  -- agents: a JSON array by seat, for the listing; match_agents is what filters use.
  -- head and line_count: where the chain stands, which every append compares and sets.
  CREATE TABLE matches (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    match TEXT NOT NULL UNIQUE,
    game TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'over')),
    agents TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    head TEXT NOT NULL,
    line_count INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    ended_at TEXT
  ) WITH (fillfactor = 70);
  CREATE INDEX matches_game ON matches (game, id);
  CREATE INDEX matches_status ON matches (status, id);
  CREATE INDEX matches_game_status ON matches (game, status, id);

  -- game and status are repeated here, so that every filter with an agent reads one index in order.
  CREATE TABLE match_agents (
    agent TEXT NOT NULL,
    match_id BIGINT NOT NULL REFERENCES matches (id),
    game TEXT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (agent, match_id)
  );
  CREATE INDEX match_agents_match ON match_agents (match_id);
  CREATE INDEX match_agents_game ON match_agents (agent, game, match_id);
  CREATE INDEX match_agents_status ON match_agents (agent, status, match_id);
  CREATE INDEX match_agents_game_status ON match_agents (agent, game, status, match_id);

  -- Text, so that each line comes back byte for byte: a database's own JSON would reorder it.
  CREATE TABLE lines (
    match_id BIGINT NOT NULL REFERENCES matches (id),
    n INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (match_id, n)
  );

  -- The texts as bytes of UTF-8: they may hold the character 0, which no text of this database can.
  CREATE TABLE notes (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    match_id BIGINT NOT NULL REFERENCES matches (id),
    sha256 TEXT NOT NULL,
    salt TEXT NOT NULL,
    text BYTEA NOT NULL
  );
  CREATE INDEX notes_match ON notes (match_id, id);

  -- Exactly the unfinished matches have a row here. text: all of it as JSON; the columns are for lookups.
  CREATE TABLE secrets (
    match_id BIGINT PRIMARY KEY REFERENCES matches (id),
    text TEXT NOT NULL,
    group_pair TEXT,
    group_start TEXT,
    group_event TEXT
  );
  CREATE INDEX secrets_pair ON secrets (group_pair) WHERE group_pair IS NOT NULL;
  CREATE INDEX secrets_start ON secrets (group_start) WHERE group_start IS NOT NULL;
  CREATE INDEX secrets_event ON secrets (group_event) WHERE group_event IS NOT NULL;

  CREATE TABLE ledger (
    seq BIGINT PRIMARY KEY,
    prev TEXT NOT NULL,
    match TEXT NOT NULL UNIQUE,
    game TEXT NOT NULL,
    version INTEGER NOT NULL,
    pool TEXT NOT NULL,
    pool_hash TEXT NOT NULL,
    group_pair TEXT,
    group_start TEXT,
    group_event TEXT,
    steps INTEGER NOT NULL,
    termination TEXT NOT NULL,
    fault_seat INTEGER,
    fault_class TEXT,
    rated INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    log_hash TEXT NOT NULL,
    play TEXT NOT NULL
  );

  CREATE TABLE ledger_seats (
    seq BIGINT NOT NULL REFERENCES ledger (seq),
    seat INTEGER NOT NULL,
    agent TEXT NOT NULL,
    owner TEXT NOT NULL,
    role TEXT NOT NULL,
    score DOUBLE PRECISION,
    place INTEGER,
    turns INTEGER NOT NULL,
    refused_truncated INTEGER NOT NULL,
    refused_empty INTEGER NOT NULL,
    refused_unparsable INTEGER NOT NULL,
    refused_ambiguous INTEGER NOT NULL,
    refused_illegal INTEGER NOT NULL,
    tokens_in BIGINT,
    tokens_out BIGINT,
    cost_usd DOUBLE PRECISION,
    think_ms DOUBLE PRECISION NOT NULL,
    think TEXT NOT NULL,
    source_model INTEGER NOT NULL,
    source_rethink INTEGER NOT NULL,
    source_vote INTEGER NOT NULL,
    source_search INTEGER NOT NULL,
    source_tool INTEGER NOT NULL,
    source_fallback INTEGER NOT NULL,
    source_bot INTEGER NOT NULL,
    source_engine INTEGER NOT NULL,
    source_human INTEGER NOT NULL,
    source_script INTEGER NOT NULL,
    source_default INTEGER NOT NULL,
    source_unsaid INTEGER NOT NULL,
    PRIMARY KEY (seq, seat)
  );

  -- One row: the ledger's last row. Whoever adds to the ledger locks it first, so that the chain has one end.
  CREATE TABLE ledger_head (single BOOLEAN PRIMARY KEY CHECK (single), seq BIGINT NOT NULL, hash TEXT NOT NULL);
  INSERT INTO ledger_head VALUES (TRUE, 0, repeat('0', 64));
`;

const accounts = `
  CREATE TABLE owners (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, created_at TEXT NOT NULL);

  CREATE TABLE agents (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL REFERENCES owners (id),
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (owner, name)
  );

  -- subject: the id of the owner or agent; an admin key has none. rowid: the order in which they were made.
  CREATE TABLE keys (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('admin', 'owner', 'agent')),
    subject TEXT,
    hash TEXT NOT NULL,
    created_at TEXT NOT NULL,
    revoked_at TEXT,
    rowid BIGINT GENERATED ALWAYS AS IDENTITY
  );
  CREATE INDEX keys_subject ON keys (subject);
`;

const tournaments = `
  -- What is to be played; what was played follows from the ledger, after row ledger_from.
  CREATE TABLE tournaments (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    creator TEXT NOT NULL,
    file TEXT NOT NULL,
    games TEXT NOT NULL,
    names TEXT NOT NULL,
    seats TEXT NOT NULL,
    root TEXT NOT NULL,
    rated INTEGER NOT NULL,
    ledger_from BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'paused', 'over', 'cancelled')),
    created_at TEXT NOT NULL,
    ended_at TEXT
  );
  CREATE INDEX tournaments_unfinished ON tournaments (creator) WHERE status IN ('running', 'paused');
`;

const leases = `
  -- One row a process that works on this schema now. expires_at: by this database's clock, and no other.
  CREATE TABLE members (
    id TEXT PRIMARY KEY,
    number BIGINT GENERATED ALWAYS AS IDENTITY,
    url TEXT NOT NULL,
    renewed_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
  );

  -- The public key that all of them sign with: tickets follow from its private half, and open seats at each of them.
  CREATE TABLE cluster_key (single BOOLEAN PRIMARY KEY CHECK (single), key TEXT NOT NULL);

  -- Null where nobody plays the match, or one process has all of them. A member that goes leaves its matches to nobody.
  ALTER TABLE matches ADD COLUMN owner TEXT REFERENCES members (id) ON DELETE SET NULL;
  CREATE INDEX matches_owner ON matches (owner) WHERE owner IS NOT NULL;
  CREATE INDEX matches_orphaned ON matches (id) WHERE status = 'running' AND owner IS NULL;
`;

/**
 * The steps from an empty schema to this build's, in order; `schema_version` counts those taken. A step that has
 * been released is never edited: add another.
 */
const migrations: readonly string[] = [
  logs,
  accounts,
  tournaments,
  leases,
  upkeepSchema,
  runningSchema,
  keptLogsSchema,
];

/** The number of the lock under which one process at a time brings a database up to date: the letters "Agon". */
const migrationLock = 0x41676f6e;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The version that a schema is at, 0 where it is empty. Refuses a schema that holds something else. */
const versionOf = async (client: ClientBase, schema: string): Promise<number> => {
  const { rows } = await client.query<{ relname: string }>(
    `SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE nspname = $1 AND relkind = 'r'`,
    [schema],
  );
  if (rows.length === 0) return 0;
  if (!rows.some(({ relname }) => relname === 'schema_version'))
    throw createStoreError(
      'data-foreign',
      `The schema ${schema} of this database holds another program's tables; choose another with ?schema=NAME.`,
    );
  const version = await client.query<{ version: number }>('SELECT version FROM schema_version');
  return version.rows[0]!.version;
};

/** What a schema is to this build. Refuses one that holds something else or that a newer build has written. */
export const schemaState = async (
  client: ClientBase,
  schema: string,
): Promise<'empty' | 'older' | 'current'> => {
  const version = await versionOf(client, schema);
  if (version === 0) return 'empty';
  return stepsLeft(migrations, version, `The schema ${schema}`).length === 0 ? 'current' : 'older';
};

/** Brings a schema to this build's tables in the client's transaction; refuses those of others and of newer builds. */
export const migratePostgres = async (client: ClientBase, schema: string): Promise<void> => {
  await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`);
  const version = await versionOf(client, schema);
  const steps = stepsLeft(migrations, version, `The schema ${schema}`);
  if (steps.length === 0) return;
  if (version === 0)
    await client.query(`
      CREATE TABLE schema_version (single BOOLEAN PRIMARY KEY CHECK (single), version INTEGER NOT NULL);
      INSERT INTO schema_version VALUES (TRUE, 0)`);
  for (const step of steps) await client.query(step);
  await client.query('UPDATE schema_version SET version = $1', [migrations.length]);
};
