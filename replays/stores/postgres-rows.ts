import type { ClientBase } from 'pg';

/**
 * Inserts rows whose members are columns of the table; all have the same members. They travel as one JSON text, which
 * the database takes apart by the table's own types, so that nothing has to be said twice. A number that the database
 * would give itself is taken where it is given.
 */
export const insertRows = async (
  client: ClientBase,
  table: string,
  rows: readonly object[],
): Promise<void> => {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first).join(', ');
  await client.query(
    `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json)`,
    [JSON.stringify(rows)],
  );
};

/** A line of a log and where it goes. */
export interface LineRow {
  readonly matchId: number;
  readonly n: number;
  readonly text: string;
}

export const insertLines = async (client: ClientBase, rows: readonly LineRow[]): Promise<void> => {
  if (rows.length === 0) return;
  await client.query(
    'INSERT INTO lines (match_id, n, text) SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[])',
    [rows.map(({ matchId }) => matchId), rows.map(({ n }) => n), rows.map(({ text }) => text)],
  );
};

/** A note and the match that it is beside. */
export interface NoteRow {
  readonly matchId: number;
  readonly sha256: string;
  readonly salt: string;
  readonly text: string;
}

export const insertNotes = async (client: ClientBase, rows: readonly NoteRow[]): Promise<void> => {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO notes (match_id, sha256, salt, text)
      SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[])`,
    [
      rows.map(({ matchId }) => matchId),
      rows.map(({ sha256 }) => sha256),
      rows.map(({ salt }) => salt),
      rows.map(({ text }) => Buffer.from(text, 'utf8')),
    ],
  );
};
