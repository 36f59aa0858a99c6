import { isBlank, lineFeed, quote } from './import-reader.ts';

const comma = 0x2c;

/** The cells of one record (RFC 4180); undefined where its quotes are not as they should be. */
export const parseCsvRecord = (text: string): readonly string[] | undefined => {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const match = cell.exec(text);
    if (match === null) return undefined;
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === '') return cells;
  }
};

/** Cells of the current record as places in its bytes, without blanks around them. */
export interface CsvCells {
  readonly bytes: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly count: number;
}

/** Makes a cutter, whose cells are valid until it cuts again. */
export const createCsvCutter = () => {
  let from = new Int32Array(64);
  let to = new Int32Array(64);
  const put = (count: number, start: number, end: number): void => {
    if (count === from.length) {
      [from, to] = [from, to].map((old) => {
        const larger = new Int32Array(2 * count);
        larger.set(old);
        return larger;
      }) as [Int32Array<ArrayBuffer>, Int32Array<ArrayBuffer>];
    }
    from[count] = start;
    to[count] = end;
  };
  /** Cuts a record without quotes at its commas. */
  return (bytes: Uint8Array, start: number, end: number): CsvCells => {
    let count = 0;
    let cell = start;
    for (let at = start; at <= end; at++) {
      if (at < end && bytes[at] !== comma) continue;
      let [left, right] = [cell, at];
      while (left < right && isBlank(bytes[left])) left += 1;
      while (right > left && isBlank(bytes[right - 1])) right -= 1;
      put(count, left, right);
      count += 1;
      cell = at + 1;
    }
    return { bytes, from, to, count };
  };
};

const encoder = new TextEncoder();

/** Cells of a record with quotes, put one after another. */
export const csvCellsOf = (cells: readonly string[]): CsvCells => {
  const texts = cells.map((cell) => encoder.encode(cell.trim()));
  const bytes = new Uint8Array(texts.reduce((sum, { length }) => sum + length, 0));
  const from = new Int32Array(cells.length);
  const to = new Int32Array(cells.length);
  let at = 0;
  for (const [cell, text] of texts.entries()) {
    bytes.set(text, at);
    from[cell] = at;
    at += text.length;
    to[cell] = at;
  }
  return { bytes, from, to, count: cells.length };
};

/** The line feed that ends a record with quotes: the first one outside of them; -1 where it is not here yet. */
export const quotedRecordEnd = (bytes: Uint8Array, start: number): number => {
  let isInside = false;
  for (let at = start; at < bytes.length; at++) {
    if (bytes[at] === quote) isInside = !isInside;
    else if (bytes[at] === lineFeed && !isInside) return at;
  }
  return -1;
};

/** Lines that a record goes on for, besides its first. */
export const innerLines = (bytes: Uint8Array, start: number, end: number): number => {
  let lines = 0;
  for (let at = start; at < end; at++) if (bytes[at] === lineFeed) lines += 1;
  return lines;
};
