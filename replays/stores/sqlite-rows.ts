import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Group } from '../format.ts';
import { sourceClasses, type LedgerRow, type LedgerSeat, type SourceClass } from '../ledger.ts';
import type { MatchSummary, Secrets } from '../store.ts';
import type { ThinkBuckets } from '../think-buckets.ts';

type SqlValue = string | number | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** One statement with its parameters in order. */
export interface SqlStatement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

const insertions = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** Inserts one row whose members are the table's columns. A table always gets the same members. */
export const insertInto = (database: DatabaseSync, table: string, row: object): void => {
  const prepared = insertions.get(database) ?? new Map<string, StatementSync>();
  insertions.set(database, prepared);
  let statement = prepared.get(table);
  if (statement === undefined) {
    const columns = Object.keys(row);
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    statement = database.prepare(sql);
    prepared.set(table, statement);
  }
  statement.run(...(Object.values(row) as SqlValue[]));
};

/** Sets the members of one row that the `keys` among them name. */
export const updateRow = (
  database: DatabaseSync,
  table: string,
  keys: readonly string[],
  row: object,
): void => {
  const values = row as Readonly<Record<string, SqlValue>>;
  const columns = Object.keys(values).filter((name) => !keys.includes(name));
  const set = columns.map((name) => `${name} = ?`).join(', ');
  const where = keys.map((name) => `${name} = ?`).join(' AND ');
  database
    .prepare(`UPDATE ${table} SET ${set} WHERE ${where}`)
    .run(...[...columns, ...keys].map((name) => values[name]!));
};

interface GroupRow {
  readonly group_pair: string | null;
  readonly group_start: string | null;
  readonly group_event: string | null;
}

export interface MatchRow {
  readonly id: number;
  readonly match: string;
  readonly game: string;
  readonly status: MatchSummary['status'];
  readonly agents: string;
  readonly epoch: number;
  readonly created_at: string;
  readonly ended_at: string | null;
  /** When the log was let go; null while it is there. */
  readonly pruned_at: string | null;
}

export interface SecretsRow extends GroupRow {
  readonly text: string;
}

export interface LedgerColumns extends GroupRow {
  readonly seq: number;
  readonly prev: string;
  readonly match: string;
  readonly game: string;
  readonly version: number;
  readonly pool: string;
  readonly pool_hash: string;
  readonly steps: number;
  readonly termination: LedgerRow['termination'];
  readonly fault_seat: number | null;
  readonly fault_class: NonNullable<LedgerRow['fault']>['class'] | null;
  readonly rated: number;
  readonly started_at: string;
  readonly ended_at: string;
  readonly log_hash: string;
  readonly play: string;
}

export interface LedgerSeatColumns extends SourceColumns {
  readonly seq: number;
  readonly seat: number;
  readonly agent: string;
  readonly owner: string;
  readonly role: string;
  readonly score: number | null;
  readonly place: number | null;
  readonly turns: number;
  readonly refused_truncated: number;
  readonly refused_empty: number;
  readonly refused_unparsable: number;
  readonly refused_ambiguous: number;
  readonly refused_illegal: number;
  readonly tokens_in: number | null;
  readonly tokens_out: number | null;
  readonly cost_usd: number | null;
  readonly think_ms: number;
  /** Buckets and their turns, as `12:3,14:1`. */
  readonly think: string;
}

/** Turns by what decided them, a column each. */
type SourceColumns = { readonly [Class in SourceClass as `source_${Class}`]: number };

const sourceNames = sourceClasses.map((source) => [source, `source_${source}`] as const);

const sourceColumns = ({ sources }: LedgerSeat): SourceColumns => {
  const columns: { -readonly [Name in keyof SourceColumns]?: number } = {};
  for (const [source, name] of sourceNames) columns[name] = sources[source] ?? 0;
  return columns as SourceColumns;
};

const sourcesOf = (row: SourceColumns): LedgerSeat['sources'] =>
  Object.fromEntries(
    sourceClasses.flatMap((source) => {
      const turns = row[`source_${source}`];
      return turns === 0 ? [] : [[source, turns]];
    }),
  );

const formatThink = (think: ThinkBuckets): string => think.map((bucket) => bucket.join(':')).join();

const parseThink = (text: string): ThinkBuckets =>
  text === ''
    ? []
    : text.split(',').map((bucket) => {
        const [at, turns] = bucket.split(':');
        return [Number(at), Number(turns)];
      });

const groupColumns = (group: Group | null): GroupRow => ({
  group_pair: group?.pair ?? null,
  group_start: group?.start ?? null,
  group_event: group?.event ?? null,
});

const groupOf = (row: GroupRow): Group => ({
  ...(row.group_pair !== null && { pair: row.group_pair }),
  ...(row.group_start !== null && { start: row.group_start }),
  ...(row.group_event !== null && { event: row.group_event }),
});

export const summaryOf = (row: MatchRow): MatchSummary => ({
  match: row.match,
  game: row.game,
  status: row.status,
  agents: JSON.parse(row.agents) as string[],
  createdAt: row.created_at,
  endedAt: row.ended_at,
});

export const secretsColumns = (secrets: Secrets): SecretsRow => ({
  text: JSON.stringify(secrets),
  ...groupColumns(secrets.group),
});

export const secretsOf = (row: SecretsRow): Secrets => JSON.parse(row.text) as Secrets;

export const ledgerColumns = (row: LedgerRow): LedgerColumns => ({
  seq: row.seq,
  prev: row.prev,
  match: row.match,
  game: row.game,
  version: row.version,
  pool: row.pool,
  pool_hash: row.poolHash,
  ...groupColumns(row.group),
  steps: row.steps,
  termination: row.termination,
  fault_seat: row.fault?.seat ?? null,
  fault_class: row.fault?.class ?? null,
  rated: row.rated ? 1 : 0,
  started_at: row.startedAt,
  ended_at: row.endedAt,
  log_hash: row.logHash,
  play: row.play,
});

export const ledgerSeatColumns = (seq: number, seat: LedgerSeat): LedgerSeatColumns => ({
  seq,
  seat: seat.seat,
  agent: seat.agent,
  owner: seat.owner,
  role: seat.role,
  score: seat.score,
  place: seat.place,
  turns: seat.turns,
  refused_truncated: seat.refusals.truncated,
  refused_empty: seat.refusals.empty,
  refused_unparsable: seat.refusals.unparsable,
  refused_ambiguous: seat.refusals.ambiguous,
  refused_illegal: seat.refusals.illegal,
  tokens_in: seat.tokensIn,
  tokens_out: seat.tokensOut,
  cost_usd: seat.costUsd,
  think_ms: seat.thinkMs,
  think: formatThink(seat.think),
  ...sourceColumns(seat),
});

const ledgerSeatOf = (row: LedgerSeatColumns): LedgerSeat => ({
  seat: row.seat,
  agent: row.agent,
  owner: row.owner,
  role: row.role,
  score: row.score,
  place: row.place,
  turns: row.turns,
  refusals: {
    truncated: row.refused_truncated,
    empty: row.refused_empty,
    unparsable: row.refused_unparsable,
    ambiguous: row.refused_ambiguous,
    illegal: row.refused_illegal,
  },
  tokensIn: row.tokens_in,
  tokensOut: row.tokens_out,
  costUsd: row.cost_usd,
  sources: sourcesOf(row),
  thinkMs: row.think_ms,
  think: parseThink(row.think),
});

/** A ledger row from its columns. The ledger knows a group by its members: one without any is null. */
export const ledgerRowOf = (row: LedgerColumns, seats: readonly LedgerSeatColumns[]): LedgerRow => {
  const group = groupOf(row);
  return {
    match: row.match,
    game: row.game,
    version: row.version,
    pool: row.pool,
    poolHash: row.pool_hash,
    group: Object.keys(group).length === 0 ? null : group,
    seats: seats.map(ledgerSeatOf),
    steps: row.steps,
    termination: row.termination,
    fault:
      row.fault_seat === null || row.fault_class === null
        ? null
        : { seat: row.fault_seat, class: row.fault_class },
    rated: row.rated === 1,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    logHash: row.log_hash,
    play: row.play,
    seq: row.seq,
    prev: row.prev,
  };
};
