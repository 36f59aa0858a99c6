import type { DatabaseSync } from 'node:sqlite';
import type { LedgerRow } from '../ledger.ts';
import type { MatchFilter, MatchSummary, Note, Page, Secrets, Unfinished } from '../store.ts';
import { createLedgerTables } from './sqlite-ledger.ts';
import { listStatement } from './sqlite-list.ts';
import { secretsOf, summaryOf, type MatchRow, type SecretsRow } from './sqlite-rows.ts';
import { pageOf, parseCursor } from './page.ts';
import { logPruned } from './store-error.ts';

/** What the store's thread answers about the tables. */
export interface Reader {
  readonly read: (match: string) => readonly string[] | undefined;
  readonly notes: (match: string) => readonly Note[];
  readonly list: (filter: MatchFilter, limit: number, cursor: string | undefined) => Page<MatchSummary>;
  readonly ledger: (since: number, limit: number) => readonly LedgerRow[];
  readonly secrets: (match: string) => Secrets | undefined;
  readonly isGroupOver: (match: string) => boolean;
  /** Unfinished matches in the order of their creation, from the one after row `after`. */
  readonly unfinished: (after: number, limit: number) => readonly UnfinishedRow[];
}

/** An unfinished match with the row it was read from. */
interface UnfinishedRow extends Unfinished {
  readonly id: number;
}

/** Any match that is unfinished and shares a pair, start or event id with the match whose name is given. */
const groupSql = `
  WITH own AS (
    SELECT group_pair, group_start, group_event FROM ledger WHERE match = :match
  )
  SELECT 1 FROM own WHERE EXISTS (SELECT 1 FROM secrets WHERE group_pair = own.group_pair)
    OR EXISTS (SELECT 1 FROM secrets WHERE group_start = own.group_start)
    OR EXISTS (SELECT 1 FROM secrets WHERE group_event = own.group_event)`;

export const createReader = (database: DatabaseSync): Reader => {
  const selectMatch = database.prepare('SELECT id, status, pruned_at FROM matches WHERE match = ?');
  const selectLines = database.prepare('SELECT text FROM lines WHERE match_id = ? ORDER BY n');
  const selectNotes = database.prepare('SELECT sha256, salt, text FROM notes WHERE match_id = ? ORDER BY id');
  const selectSecrets = database.prepare('SELECT * FROM secrets WHERE match_id = ?');
  const selectGroup = database.prepare(groupSql);
  const selectUnfinished = database.prepare(`
    SELECT matches.id, match, epoch, secrets.* FROM secrets JOIN matches ON matches.id = match_id
    WHERE match_id > ? ORDER BY match_id LIMIT ?`);
  const matchRow = (match: string): Pick<MatchRow, 'id' | 'status' | 'pruned_at'> | undefined =>
    selectMatch.get(match) as Pick<MatchRow, 'id' | 'status' | 'pruned_at'> | undefined;
  const linesOf = (id: number): readonly string[] => selectLines.all(id).map((row) => row['text'] as string);
  return {
    read: (match) => {
      const row = matchRow(match);
      if (row === undefined) return undefined;
      const lines = linesOf(row.id);
      // Asked after the lines: a log may be let go between the two.
      const prunedAt = lines.length > 0 ? null : matchRow(match)!.pruned_at;
      if (prunedAt !== null) throw logPruned(match, prunedAt);
      return lines;
    },
    notes: (match) => {
      const row = matchRow(match);
      return row === undefined ? [] : (selectNotes.all(row.id) as unknown as Note[]);
    },
    list: (filter, limit, cursor) => {
      // One row more than asked for tells whether there is another page.
      const { sql, parameters } = listStatement(filter, limit + 1, parseCursor(cursor));
      const rows = database.prepare(sql).all(...parameters) as unknown as MatchRow[];
      return pageOf(rows, limit, (row) => row.id, summaryOf);
    },
    ledger: createLedgerTables(database).read,
    secrets: (match) => {
      const row = matchRow(match);
      const secrets = row && (selectSecrets.get(row.id) as unknown as SecretsRow | undefined);
      return secrets && secretsOf(secrets);
    },
    isGroupOver: (match) => matchRow(match)?.status === 'over' && selectGroup.get({ match }) === undefined,
    unfinished: (after, limit) => {
      const rows = selectUnfinished.all(after, limit) as unknown as (MatchRow & SecretsRow)[];
      return rows.map((row) => ({
        id: row.id,
        match: row.match,
        epoch: row.epoch,
        lines: linesOf(row.id),
        secrets: secretsOf(row),
      }));
    },
  };
};
