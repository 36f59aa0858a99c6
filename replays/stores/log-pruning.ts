import type { SqlStore } from './sql-store.ts';
import type { SqlRow, SqlStatement } from './sqlite-rows.ts';

/** Rows that are looked at by one question, and logs that go in one transaction: play waits for neither long. */
const rowsAtOnce = 1_000;
const logsAtOnce = 20;

/** Which logs go: those of finished matches whose ids begin with `prefix`, where they are too old or too many. */
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

/** Matches before `top` whose logs are there, newest first. An index has these alone: what went is never looked at again. */
export const keptBefore = (top: number): SqlStatement => ({
  sql: 'SELECT id, match, ended_at FROM matches WHERE pruned_at IS NULL AND id < ? ORDER BY id DESC LIMIT ?',
  parameters: [top, rowsAtOnce],
});

/** Lines and notes go; the match keeps its row, and the ledger all of its own, which is what ratings are computed from. */
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
  let kept = 0;
  let pruned = 0;
  const isTooMuch = (endedAt: string): boolean => endedAt < endedBefore || kept >= keptMax;
  for (let top = Number.MAX_SAFE_INTEGER; ;) {
    const going: number[] = [];
    const rows = await select(transact, keptBefore(top));
    for (const { id, match, ended_at: endedAt } of rows) {
      top = id as number;
      if (endedAt === null || !(match as string).startsWith(prefix)) continue;
      if (isTooMuch(endedAt as string)) going.push(top);
      else kept += 1;
    }
    for (let from = 0; from < going.length; from += logsAtOnce) {
      const ids = going.slice(from, from + logsAtOnce);
      await transact(ids.flatMap((id) => letGo(id, at)));
      pruned += ids.length;
      if (!(await pause())) return pruned;
    }
    if (rows.length < rowsAtOnce || !(await pause())) return pruned;
  }
};
