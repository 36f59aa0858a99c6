import type { DatabaseSync } from 'node:sqlite';
import { sha256Hex } from '../../games/sha256.ts';
import type { PackedWrite } from './sqlite-batch.ts';
import { insertInto, secretsColumns } from './sqlite-rows.ts';
import type { LogHead } from './write.ts';

/** The head of a log and where it lies in the tables. */
export interface StoredHead extends LogHead {
  readonly id: number;
  readonly lines: number;
}

/** The tables of matches, lines, notes and secrets, as writes change them inside a transaction. */
export interface MatchTables {
  readonly head: (match: string) => StoredHead | undefined;
  /** Adds the match of a creation, still without lines. */
  readonly open: (creation: PackedWrite) => StoredHead;
  readonly append: (at: StoredHead, write: PackedWrite) => StoredHead;
  /** Lists the match as over and deletes its secrets. */
  readonly close: (id: number, endedAt: string) => void;
}

export const createMatchTables = (database: DatabaseSync): MatchTables => {
  const selectMatch = database.prepare('SELECT id, epoch, status FROM matches WHERE match = ?');
  const selectLastLine = database.prepare(
    'SELECT n, text FROM lines WHERE match_id = ? ORDER BY n DESC LIMIT 1',
  );
  const insertMatch = database.prepare(`
    INSERT INTO matches (match, game, status, agents, epoch, created_at) VALUES (?, ?, 'running', ?, ?, ?)
    RETURNING id`);
  const insertAgent = database.prepare('INSERT INTO match_agents (agent, match_id, game) VALUES (?, ?, ?)');
  const insertLine = database.prepare('INSERT INTO lines (match_id, n, text) VALUES (?, ?, CAST(? AS TEXT))');
  const insertNote = database.prepare('INSERT INTO notes (match_id, sha256, salt, text) VALUES (?, ?, ?, ?)');
  const endMatch = database.prepare("UPDATE matches SET status = 'over', ended_at = ? WHERE id = ?");
  const deleteSecrets = database.prepare('DELETE FROM secrets WHERE match_id = ?');
  return {
    head: (match) => {
      const row = selectMatch.get(match) as { id: number; epoch: number; status: string } | undefined;
      if (row === undefined) return undefined;
      const { id, epoch, status } = row;
      const last = selectLastLine.get(id) as { n: number; text: string } | undefined;
      // A log that was let go: its match is over, and nothing can follow.
      if (last === undefined) return { id, epoch, hash: '', lines: 0, isOver: true };
      return { id, epoch, hash: sha256Hex(last.text), lines: last.n + 1, isOver: status === 'over' };
    },
    open: ({ match, epoch, head, opening }) => {
      const { game, agents, createdAt, secrets } = opening!;
      const row = insertMatch.get(match, game, JSON.stringify(agents), epoch, createdAt);
      const id = row?.['id'] as number;
      for (const agent of new Set(agents)) insertAgent.run(agent, id, game);
      insertInto(database, 'secrets', { match_id: id, ...secretsColumns(secrets) });
      return { id, epoch, hash: head, lines: 0, isOver: false };
    },
    append: ({ id, epoch, lines }, write) => {
      for (const [index, line] of write.lines.entries()) insertLine.run(id, lines + index, line);
      for (const note of write.notes ?? []) insertNote.run(id, note.sha256, note.salt, note.text);
      return {
        id,
        epoch,
        hash: write.next,
        lines: lines + write.lines.length,
        isOver: write.finish !== undefined,
      };
    },
    close: (id, endedAt) => {
      endMatch.run(endedAt, id);
      deleteSecrets.run(id);
    },
  };
};
