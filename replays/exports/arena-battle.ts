import type { LedgerSeat, UnnumberedLedgerRow } from '../ledger.ts';
import { formatCsvLine } from './csv-line.ts';

/** The first line of a table of battles. */
export const arenaBattleHeading = formatCsvLine(['model_a', 'model_b', 'winner']);

const winnerOf = (a: number, b: number): 'model_a' | 'model_b' | 'tie' => {
  if (a === b) return 'tie';
  return a > b ? 'model_a' : 'model_b';
};

const hasScore = (seat: LedgerSeat): seat is LedgerSeat & { readonly score: number } => seat.score !== null;

/** The line of a match of two players with a result; nothing for any other match, which has no such form. */
export const formatArenaBattle = (row: UnnumberedLedgerRow): string => {
  const [a, b, ...others] = row.seats.filter(hasScore);
  if (a === undefined || b === undefined || others.length > 0) return '';
  return formatCsvLine([a.agent, b.agent, winnerOf(a.score, b.score)]);
};
