import { sha256Hex } from '../../games/sha256.ts';
import { ledgerRowHash, ledgerStart } from '../../replays/stores/ledger-chain.ts';
import type { LogView } from './log-view.ts';

/** What a look at a ledger found. */
export interface CheckedLedger {
  readonly rows: number;
  /** The first thing that is wrong, in one sentence; undefined where all holds. */
  readonly why: string | undefined;
}

/**
 * Checks the chain of a ledger's rows, and each row against the end of its log where that is there: for a match whose
 * log was let go, its row is all that there is.
 */
export const checkLedger = async (
  view: Pick<LogView, 'ledger' | 'lastLine' | 'withoutRow'>,
): Promise<CheckedLedger> => {
  let { seq: rows, hash } = ledgerStart;
  for await (const row of view.ledger()) {
    rows += 1;
    if (row.seq !== rows || row.prev !== hash)
      return { rows, why: `row ${row.seq} does not follow from the one before` };
    const line = await view.lastLine(row.match);
    if (line !== undefined && sha256Hex(line) !== row.logHash)
      return { rows, why: `row ${row.seq} is of another log than that of ${row.match}` };
    hash = ledgerRowHash(row);
  }
  const missing = await view.withoutRow();
  return { rows, why: missing === 0 ? undefined : `${missing} finished matches have no row` };
};
