import { expect, test } from 'vitest';
import type { LedgerRow } from '../ledger.ts';
import { createTally } from '../ratings/counts.ts';
import { createLedgerCopy } from './ledger-copy.ts';
import { ledgerStart, ledgerRowHash, numberRow } from './ledger-chain.ts';
import { createSampleLog } from './sample-log.ts';
import { createLedgerTables } from './sqlite-ledger.ts';
import { tallyLedger } from './sqlite-ledger-tally.ts';

/** Rows of a ledger as a store has them. */
const rowsOf = (count: number): readonly LedgerRow[] => {
  let head = ledgerStart;
  return Array.from({ length: count }, (_, at) => {
    const agents = at % 3 === 0 ? ['bot:random', 'bot:solver'] : ['bot:greedy', 'bot:random'];
    const log = createSampleLog(`match-${at}`, { agents, game: at % 5 === 0 ? 'chess' : 'kuhn-poker' });
    log.steps();
    const row = numberRow(log.end().finish!, head);
    head = { seq: row.seq, hash: ledgerRowHash(row) };
    return row;
  });
};

test('a copy has the rows and the sums of its ledger, however they came', () => {
  const rows = rowsOf(300);
  const copy = createLedgerCopy();
  for (const [from, to] of [
    [0, 1],
    [1, 200],
    [200, 200],
    [200, 300],
  ] as const) {
    copy.add(rows.slice(from, to));
    expect(copy.last()).toBe(to);
  }
  expect(createLedgerTables(copy.database).read(0, 1_000)).toEqual(rows);
  const tally = createTally();
  for (const row of rows) tally.add(row);
  expect(tallyLedger(copy.database).tally.pools()).toEqual(tally.pools());
});
