import type { ClientBase } from 'pg';
import type { AppendRefusal } from '../store.ts';
import { type BatchPlan, planBatch, type StoredHead } from './postgres-batch.ts';
import { addToLedger } from './postgres-ledger.ts';
import type { PostgresPool } from './postgres-pool.ts';
import { insertLines, insertNotes, insertRows } from './postgres-rows.ts';
import { secretsColumns } from './sqlite-rows.ts';
import { messageOf } from './store-error.ts';
import type { Write } from './write.ts';

interface HeadRow {
  readonly id: number;
  readonly match: string;
  readonly epoch: number;
  readonly status: string;
  readonly head: string;
  readonly line_count: number;
}

/**
 * The heads of the batch's matches, locked until the commit, so that no other process can write to them or adopt them
 * in between. In the order of their numbers: two batches that share matches wait for each other, not in a circle.
 */
const lockHeads = async (client: ClientBase, writes: readonly Write[]): Promise<Map<string, StoredHead>> => {
  const { rows } = await client.query<HeadRow>(
    `SELECT id, match, epoch, status, head, line_count FROM matches
      WHERE match = ANY($1::text[]) ORDER BY id FOR UPDATE`,
    [[...new Set(writes.map(({ match }) => match))]],
  );
  return new Map(
    rows.map(({ id, match, epoch, status, head, line_count: lines }) => [
      match,
      { id, epoch, hash: head, lines, isOver: status === 'over' },
    ]),
  );
};

/** Adds the matches that the batch opens, in order, and answers their numbers. */
const openMatches = async (
  client: ClientBase,
  { opened, heads }: BatchPlan,
): Promise<ReadonlyMap<string, number>> => {
  if (opened.length === 0) return new Map();
  const { rows } = await client.query<{ id: number; match: string }>(
    `INSERT INTO matches (match, game, status, agents, epoch, head, line_count, created_at, owner)
      SELECT match, game, 'running', agents, epoch, head, line_count, created_at, owner
      FROM json_populate_recordset(NULL::matches, $1::json) RETURNING id, match`,
    [
      JSON.stringify(
        opened.map(({ match, epoch, opening }) => ({
          match,
          game: opening!.game,
          agents: JSON.stringify(opening!.agents),
          epoch,
          head: heads.get(match)!.hash,
          line_count: heads.get(match)!.lines,
          created_at: opening!.createdAt,
          owner: opening!.owner,
        })),
      ),
    ],
  );
  const ids = new Map(rows.map(({ id, match }) => [match, id]));
  const idOf = ({ match }: Write): number => ids.get(match)!;
  await insertRows(
    client,
    'match_agents',
    opened.flatMap((write) =>
      [...new Set(write.opening!.agents)].map((agent) => ({
        agent,
        match_id: idOf(write),
        game: write.opening!.game,
      })),
    ),
  );
  await insertRows(
    client,
    'secrets',
    opened.map((write) => ({ match_id: idOf(write), ...secretsColumns(write.opening!.secrets) })),
  );
  return ids;
};

const moveHeads = async (client: ClientBase, heads: BatchPlan['heads']): Promise<void> => {
  const moved = [...heads.values()].filter(({ id }) => id !== undefined);
  if (moved.length === 0) return;
  await client.query(
    `UPDATE matches SET head = new.head, line_count = new.line_count
      FROM unnest($1::bigint[], $2::text[], $3::int[]) AS new (id, head, line_count) WHERE matches.id = new.id`,
    [moved.map(({ id }) => id), moved.map(({ hash }) => hash), moved.map(({ lines }) => lines)],
  );
};

/** Lists matches as over, deletes their secrets and adds their rows to the ledger. */
const closeMatches = async (
  client: ClientBase,
  { finished }: BatchPlan,
  idOf: (match: string) => number,
): Promise<void> => {
  if (finished.length === 0) return;
  const ids = finished.map(({ match }) => idOf(match));
  await client.query(
    `UPDATE matches SET status = 'over', owner = NULL, ended_at = new.ended_at
      FROM unnest($1::bigint[], $2::text[]) AS new (id, ended_at) WHERE matches.id = new.id`,
    [ids, finished.map(({ endedAt }) => endedAt)],
  );
  await client.query('DELETE FROM secrets WHERE match_id = ANY($1::bigint[])', [ids]);
  await addToLedger(client, finished);
};

const writeIn = async (
  client: ClientBase,
  writes: readonly Write[],
): Promise<readonly (AppendRefusal | undefined)[]> => {
  const stored = await lockHeads(client, writes);
  const plan = planBatch(writes, stored);
  const opened = await openMatches(client, plan);
  const idOf = (match: string): number => stored.get(match)?.id ?? opened.get(match)!;
  await insertLines(
    client,
    plan.lines.map(({ match, n, text }) => ({ matchId: idOf(match), n, text })),
  );
  await insertNotes(
    client,
    plan.notes.map(({ match, ...note }) => ({ matchId: idOf(match), ...note })),
  );
  await moveHeads(client, plan.heads);
  await closeMatches(client, plan, idOf);
  return plan.answers;
};

/** Classes of errors, by SQLSTATE, that one write of a batch can cause for all: its data, a constraint, a limit. */
const ofOneWrite = /^(22|23|54)/;
/** Two processes waited for each other, or wrote what the other had read: the same batch may well succeed now. */
const isPassing = /^40/;

/** How often a batch is tried again after an error that passes. */
const retriesMax = 3;

const sqlStateOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Stores writes in transactions; one answer a write, in order. */
export type PostgresWriter = (writes: readonly Write[]) => Promise<readonly (AppendRefusal | undefined)[]>;

export const createPostgresWriter = (pool: PostgresPool): PostgresWriter => {
  const commit = async (
    writes: readonly Write[],
    retries: number,
  ): Promise<readonly (AppendRefusal | undefined)[]> => {
    try {
      return await pool.inTransaction((client) => writeIn(client, writes));
    } catch (error) {
      const state = sqlStateOf(error);
      if (isPassing.test(state) && retries > 0) return commit(writes, retries - 1);
      if (ofOneWrite.test(state) && writes.length > 1) return oneByOne(writes);
      // It may have been stored all the same, where only the answer was lost: the write may be put again.
      return writes.map(() => ({ kind: 'failed', message: messageOf(error) }));
    }
  };
  /** Nothing of the batch was stored. Each write alone, so that one which cannot be stored fails alone. */
  const oneByOne = async (writes: readonly Write[]): Promise<(AppendRefusal | undefined)[]> => {
    const answers: (AppendRefusal | undefined)[] = [];
    for (const write of writes) answers.push(...(await commit([write], retriesMax)));
    return answers;
  };
  return (writes) => commit(writes, retriesMax);
};
