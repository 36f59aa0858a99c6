import type { SqlStore } from './sql-store.ts';
import type { SqlRow, SqlStatement } from './sqlite-rows.ts';

/** Rows that are looked at by one question, and logs that go in one transaction: play waits for neither long. */
const rowsAtOnce = 1_000;
const logsAtOnce = 20;

/** Which logs go: those of casual matches whose ids begin with `prefix`, where they are too old or too many. */
export interface PruneRule {
  readonly prefix: string;
  /** An instant, ISO 8601: what ended before goes. */
  readonly endedBefore: string;
  /** Of the others so many stay, the newest. */
  readonly keptMax: number;
  /** Now, ISO 8601. */
  readonly at: string;
}

type Transact = SqlStore['transact'];

const select = async (transact: Transact, statement: SqlStatement): Promise<readonly SqlRow[]> =>
  (await transact([statement]))[0]!;

/** What could go among the matches up to `top`, newest first. A rated match is never named: ratings follow from its log. */
const casualUpTo = (transact: Transact, top: number, prefix: string): Promise<readonly SqlRow[]> =>
  select(transact, {
    sql: `SELECT matches.id, matches.ended_at FROM matches JOIN ledger ON ledger.match = matches.match
      WHERE matches.id <= ? AND matches.id > ? AND pruned_at IS NULL AND rated = 0
        AND substr(matches.match, 1, ?) = ?
      ORDER BY matches.id DESC`,
    parameters: [top, top - rowsAtOnce, prefix.length, prefix],
  });

/** Lines and notes go; the match keeps its row, and the ledger all of its own. */
const letGo = (id: number, at: string): readonly SqlStatement[] => [
  { sql: 'DELETE FROM lines WHERE match_id = ?', parameters: [id] },
  { sql: 'DELETE FROM notes WHERE match_id = ?', parameters: [id] },
  { sql: 'UPDATE matches SET pruned_at = ? WHERE id = ?', parameters: [at, id] },
];

/**
 * Lets logs go by a rule; answers how many. `pause` is waited for between transactions, and ends the work early where
 * it answers false.
 */
export const pruneLogs = async (
  transact: Transact,
  { prefix, endedBefore, keptMax, at }: PruneRule,
  pause: () => Promise<boolean>,
): Promise<number> => {
  const [highest] = await select(transact, { sql: 'SELECT max(id) AS id FROM matches', parameters: [] });
  let kept = 0;
  let pruned = 0;
  const isTooMuch = (endedAt: string): boolean => endedAt < endedBefore || kept >= keptMax;
  for (let top = Number(highest?.['id'] ?? 0); top > 0; top -= rowsAtOnce) {
    const going: number[] = [];
    for (const row of await casualUpTo(transact, top, prefix)) {
      if (isTooMuch(row['ended_at'] as string)) going.push(row['id'] as number);
      else kept += 1;
    }
    for (let from = 0; from < going.length; from += logsAtOnce) {
      const ids = going.slice(from, from + logsAtOnce);
      await transact(ids.flatMap((id) => letGo(id, at)));
      pruned += ids.length;
      if (!(await pause())) return pruned;
    }
    if (!(await pause())) return pruned;
  }
  return pruned;
};
