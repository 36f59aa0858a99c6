/** One value of a table; null is an empty cell. */
export type Cell = string | number | boolean | null;

/** A spreadsheet takes a text that begins thus for a formula and may run it. */
const isFormulaLike = (text: string): boolean => /^[=+\-@\t\r\n]/.test(text);

const cellText = (cell: Cell): string => {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = isFormulaLike(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One record of a CSV file (RFC 4180), CRLF included; a text that looks like a formula gets an apostrophe. */
export const formatCsvLine = (cells: readonly Cell[]): string => `${cells.map(cellText).join()}\r\n`;
