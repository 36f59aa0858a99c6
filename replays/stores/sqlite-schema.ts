import type { DatabaseSync } from 'node:sqlite';
import { keptLogsSchema, runningSchema, stepsLeft, upkeepSchema } from './migration.ts';
import { ledgerColumnsSchema } from './sqlite-ledger-columns.ts';
import { renewLedger } from './sqlite-ledger-renewal.ts';
import { inTransaction } from './sqlite-transaction.ts';
import { createStoreError } from './store-error.ts';

/** Marks a file as a database of this program: the letters "Agon". */
const applicationId = 0x41676f6e;

const logs = `
  -- agents: a JSON array by seat, for the listing; match_agents is what filters use.
  CREATE TABLE matches (
    id INTEGER PRIMARY KEY,
    match TEXT NOT NULL UNIQUE,
    game TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'over')),
    agents TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    ended_at TEXT
  ) STRICT;
  CREATE INDEX matches_game ON matches (game);
  CREATE INDEX matches_status ON matches (status);
  CREATE INDEX matches_game_status ON matches (game, status);

  -- game and status are repeated here, so that every filter with an agent reads one index in order.
  CREATE TABLE match_agents (
    agent TEXT NOT NULL,
    match_id INTEGER NOT NULL,
    game TEXT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (agent, match_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX match_agents_match ON match_agents (match_id);
  CREATE INDEX match_agents_game ON match_agents (agent, game, match_id);
  CREATE INDEX match_agents_status ON match_agents (agent, status, match_id);
  CREATE INDEX match_agents_game_status ON match_agents (agent, game, status, match_id);

  -- Lines are appended to the table's end whatever match they are of; the index finds those of one match.
  -- The head of a chain is not stored: it is the hash of the last line.
  CREATE TABLE lines (id INTEGER PRIMARY KEY, match_id INTEGER NOT NULL, n INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX lines_match ON lines (match_id, n);

  CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    match_id INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    salt TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX notes_match ON notes (match_id);

  -- Exactly the unfinished matches have a row here. text: all of it as JSON; the columns are for lookups.
  CREATE TABLE secrets (
    match_id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    group_pair TEXT,
    group_start TEXT,
    group_event TEXT
  ) STRICT;
  CREATE INDEX secrets_pair ON secrets (group_pair) WHERE group_pair IS NOT NULL;
  CREATE INDEX secrets_start ON secrets (group_start) WHERE group_start IS NOT NULL;
  CREATE INDEX secrets_event ON secrets (group_event) WHERE group_event IS NOT NULL;

  CREATE TABLE ledger (
    seq INTEGER PRIMARY KEY,
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
    log_hash TEXT NOT NULL
  ) STRICT;

  CREATE TABLE ledger_seats (
    seq INTEGER NOT NULL,
    seat INTEGER NOT NULL,
    agent TEXT NOT NULL,
    owner TEXT NOT NULL,
    role TEXT NOT NULL,
    score REAL,
    place INTEGER,
    turns INTEGER NOT NULL,
    refused_truncated INTEGER NOT NULL,
    refused_empty INTEGER NOT NULL,
    refused_unparsable INTEGER NOT NULL,
    refused_ambiguous INTEGER NOT NULL,
    refused_illegal INTEGER NOT NULL,
    tokens_in INTEGER,
    tokens_out INTEGER,
    cost_usd REAL,
    think_ms REAL NOT NULL,
    PRIMARY KEY (seq, seat)
  ) STRICT, WITHOUT ROWID;
`;

const accounts = `
  CREATE TABLE owners (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, created_at TEXT NOT NULL) STRICT;

  CREATE TABLE agents (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL REFERENCES owners (id),
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (owner, name)
  ) STRICT;

  -- subject: the id of the owner or agent; an admin key has none.
  CREATE TABLE keys (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('admin', 'owner', 'agent')),
    subject TEXT,
    hash TEXT NOT NULL,
    created_at TEXT NOT NULL,
    revoked_at TEXT
  ) STRICT;
  CREATE INDEX keys_subject ON keys (subject);
`;

const tournaments = `
  -- What is to be played; what was played follows from the ledger, after row ledger_from.
  CREATE TABLE tournaments (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    creator TEXT NOT NULL,
    file TEXT NOT NULL,
    games TEXT NOT NULL,
    names TEXT NOT NULL,
    seats TEXT NOT NULL,
    root TEXT NOT NULL,
    rated INTEGER NOT NULL,
    ledger_from INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'paused', 'over', 'cancelled')),
    created_at TEXT NOT NULL,
    ended_at TEXT
  ) STRICT;
  CREATE INDEX tournaments_unfinished ON tournaments (creator) WHERE status IN ('running', 'paused');
`;

/** Statements, or what has to look at the rows. */
type Migration = string | ((database: DatabaseSync) => void);

/**
 * The steps from an empty file to this build's schema, in order; `user_version` counts those taken. One list
 * for the one file, accounts included. A step that has been released is never edited: add another.
 */
const migrations: readonly Migration[] = [
  logs,
  accounts,
  ledgerColumnsSchema,
  tournaments,
  renewLedger,
  upkeepSchema,
  runningSchema,
  keptLogsSchema,
];

const pragma = (database: DatabaseSync, name: string): number =>
  Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);

/** Whether a database lacks what this build reads, until a store is opened on it. */
export const isOlder = (database: DatabaseSync): boolean =>
  pragma(database, 'user_version') < migrations.length;

/** Brings a database to this build's schema in one transaction; refuses files of others and of newer builds. */
export const migrate = (database: DatabaseSync, path: string): void => {
  const version = pragma(database, 'user_version');
  const isForeign = version > 0 && pragma(database, 'application_id') !== applicationId;
  const isUsed = version === 0 && database.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined;
  if (isForeign || isUsed) {
    throw createStoreError(
      'data-foreign',
      `${path} is an SQLite database of another program; choose another path.`,
    );
  }
  const steps = stepsLeft(migrations, version, path);
  if (steps.length === 0) return;
  inTransaction(database, () => {
    for (const step of steps)
      if (typeof step === 'string') database.exec(step);
      else step(database);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
  });
};
