import { refusalClasses } from '../format.ts';
import { sourceClasses, type LedgerSeat, type UnnumberedLedgerRow } from '../ledger.ts';
import { thinkQuantileMs } from '../think-buckets.ts';
import { formatCsvLine, type Cell } from './csv-line.ts';

type Column = readonly [name: string, cell: (row: UnnumberedLedgerRow, seat: LedgerSeat) => Cell];

const columns: readonly Column[] = [
  ['match', (row) => row.match],
  ['game', (row) => row.game],
  ['version', (row) => row.version],
  ['pool', (row) => row.pool],
  ['poolHash', (row) => row.poolHash],
  ['pair', (row) => row.group?.pair ?? null],
  ['start', (row) => row.group?.start ?? null],
  ['event', (row) => row.group?.event ?? null],
  ['seat', (_, seat) => seat.seat],
  ['role', (_, seat) => seat.role],
  ['agent', (_, seat) => seat.agent],
  ['owner', (_, seat) => seat.owner],
  ['score', (_, seat) => seat.score],
  ['place', (_, seat) => seat.place],
  ['turns', (_, seat) => seat.turns],
  ...refusalClasses.map((name): Column => [name, (_, seat) => seat.refusals[name]]),
  ['tokensIn', (_, seat) => seat.tokensIn],
  ['tokensOut', (_, seat) => seat.tokensOut],
  ['costUsd', (_, seat) => seat.costUsd],
  ...sourceClasses.map((name): Column => [`${name}Turns`, (_, seat) => seat.sources[name] ?? 0]),
  ['thinkMs', (_, seat) => seat.thinkMs],
  ['thinkP50Ms', (_, seat) => thinkQuantileMs(seat.think, 0.5)],
  ['thinkP95Ms', (_, seat) => thinkQuantileMs(seat.think, 0.95)],
  ['steps', (row) => row.steps],
  ['termination', (row) => row.termination],
  ['faultSeat', (row) => row.fault?.seat ?? null],
  ['faultClass', (row) => row.fault?.class ?? null],
  ['rated', (row) => row.rated],
  ['startedAt', (row) => row.startedAt],
  ['endedAt', (row) => row.endedAt],
  ['logHash', (row) => row.logHash],
  ['play', (row) => row.play],
];

/** The first line of the table. */
export const csvHeading = formatCsvLine(columns.map(([name]) => name));

/** The lines of one match: one a seat. What is unknown is an empty cell, never 0. */
export const formatCsv = (row: UnnumberedLedgerRow): string =>
  row.seats.map((seat) => formatCsvLine(columns.map(([, cell]) => cell(row, seat)))).join('');
