import { gameById } from '../../games/registry.ts';
import { sha256Hex } from '../../games/sha256.ts';
import type { LedgerRow } from '../../replays/ledger.ts';
import { ledgerRowHash, ledgerStart } from '../../replays/stores/ledger-chain.ts';
import { ledgerRowOf } from '../../replays/tally.ts';
import { readUnlessPruned } from './log-source.ts';
import type { LogView } from './log-view.ts';

/** What a look at a ledger found. */
export interface CheckedLedger {
  readonly rows: number;
  /** The first thing that is wrong, in one sentence; undefined where all holds. */
  readonly why: string | undefined;
}

type CheckedView = Pick<LogView, 'ledger' | 'read' | 'withoutRow'>;

/**
 * What is wrong with a row beside its log. The chain alone says nothing of its last row, nor of rows whose successors were
 * made anew. Where this build does not have the game, only the log's end can be compared.
 */
const whyNotOf = async (view: CheckedView, row: LedgerRow): Promise<string | undefined> => {
  const lines = await readUnlessPruned(view, row.match);
  if (lines === undefined) return undefined;
  const last = lines.at(-1);
  if (last === undefined) return `the log of ${row.match}, row ${row.seq}, is gone and was not let go`;
  if (sha256Hex(last) !== row.logHash) return `row ${row.seq} is of another log than that of ${row.match}`;
  const due = ledgerRowOf(lines, gameById);
  if ('why' in due || ledgerRowHash({ ...due, seq: row.seq, prev: row.prev }) === ledgerRowHash(row))
    return undefined;
  return `row ${row.seq} is not what the log of ${row.match} gives`;
};

/**
 * Checks the chain of a ledger's rows, and each row against its log, which only a server may have let go: then its row is
 * all that there is.
 */
export const checkLedger = async (view: CheckedView): Promise<CheckedLedger> => {
  let { seq: rows, hash } = ledgerStart;
  for await (const row of view.ledger()) {
    rows += 1;
    if (row.seq !== rows || row.prev !== hash)
      return { rows, why: `row ${row.seq} does not follow from the one before` };
    const why = await whyNotOf(view, row);
    if (why !== undefined) return { rows, why };
    hash = ledgerRowHash(row);
  }
  const missing = await view.withoutRow();
  return { rows, why: missing === 0 ? undefined : `${missing} finished matches have no row` };
};
