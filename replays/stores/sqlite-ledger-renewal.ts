import type { DatabaseSync } from 'node:sqlite';
import type { End, Header } from '../format.ts';
import { sourceClasses, type LedgerRow, type UnnumberedLedgerRow } from '../ledger.ts';
import type { MiddleRecord } from '../reading.ts';
import { addRecord, createTally } from '../tally.ts';
import { ledgerRowHash, ledgerStart } from './ledger-chain.ts';
import { createLedgerTables } from './sqlite-ledger.ts';
import { createLedgerColumnsWriter, renewLedgerColumns } from './sqlite-ledger-columns.ts';
import { ledgerColumns, ledgerSeatColumns, updateRow } from './sqlite-rows.ts';

const conductColumns = [
  ...sourceClasses.map(
    (source) => `ALTER TABLE ledger_seats ADD COLUMN source_${source} INTEGER NOT NULL DEFAULT 0;`,
  ),
  "ALTER TABLE ledger_seats ADD COLUMN think TEXT NOT NULL DEFAULT '';",
  "ALTER TABLE ledger ADD COLUMN play TEXT NOT NULL DEFAULT '';",
].join('\n');

/** What a log's lines tell of a row; undefined where the log is not there. The lines are the store's own: none is checked. */
const rowFromLog = (row: LedgerRow, lines: readonly string[]): UnnumberedLedgerRow | undefined => {
  const records = lines.map((line) => JSON.parse(line) as Header | MiddleRecord | End);
  const [header, end] = [records[0], records.at(-1)];
  if (header?.type !== 'header' || end?.type !== 'end') return undefined;
  const tally = createTally(header, { name: row.pool, hash: row.poolHash });
  for (const record of records)
    if (record.type !== 'header' && record.type !== 'end') addRecord(tally, record);
  return tally.finish(end, row.logHash);
};

const rowsAtOnce = 1000;

/**
 * Gives the ledger the columns of conduct and play, and fills them from the logs. A row's hash is over all its
 * columns, so that the chain is made anew; what ratings read is derived from the rows, and made anew as well.
 */
export const renewLedger = (database: DatabaseSync): void => {
  database.exec(conductColumns);
  renewLedgerColumns(database);
  const ledger = createLedgerTables(database);
  const columns = createLedgerColumnsWriter(database, ledger.read);
  const selectLines = database.prepare(
    'SELECT text FROM lines WHERE match_id = (SELECT id FROM matches WHERE match = ?) ORDER BY n',
  );
  let prev = ledgerStart.hash;
  for (let since = 0; ;) {
    const rows = ledger.read(since, rowsAtOnce);
    if (rows.length === 0) return;
    const renewedRows: LedgerRow[] = [];
    for (const row of rows) {
      const lines = selectLines.all(row.match).map(({ text }) => text as string);
      const renewed = { ...row, ...rowFromLog(row, lines), group: row.group, prev };
      updateRow(database, 'ledger', ['seq'], ledgerColumns(renewed));
      for (const seat of renewed.seats)
        updateRow(database, 'ledger_seats', ['seq', 'seat'], ledgerSeatColumns(row.seq, seat));
      prev = ledgerRowHash(renewed);
      since = row.seq;
      renewedRows.push(renewed);
    }
    columns.add(renewedRows);
  }
};
