import { draw, loss, win, type Result } from '../ratings/result.ts';
import {
  createCsvCutter,
  csvCellsOf,
  innerLines,
  parseCsvRecord,
  quotedRecordEnd,
  type CsvCells,
} from './csv-record.ts';
import {
  carriageReturn,
  createByteFinder,
  lineFeed,
  problem,
  quote,
  type ImportProblem,
  type ImportReader,
  type ImportSink,
} from './import-reader.ts';
import { createNames, decodeText, type Names } from './names.ts';
import { createPieces } from './pieces.ts';

/** Labels of the battle format. Any other is an error and never a draw. */
const labels: Readonly<Record<string, Result>> = {
  model_a: win,
  model_b: loss,
  tie: draw,
  'tie (bothbad)': draw,
  both_bad: draw,
};

const columnNames = ['model_a', 'model_b', 'winner'] as const;

/** Where the three columns are, and how many there are in all. */
interface Header {
  readonly columns: readonly [number, number, number];
  readonly width: number;
}

const parseHeader = (text: string): Header | ImportProblem => {
  const cells = parseCsvRecord(text)?.map((cell) => cell.trim()) ?? [];
  const missing = columnNames.filter((name) => !cells.includes(name));
  if (missing.length === 0) {
    const [a, b, winner] = columnNames.map((name) => cells.indexOf(name)) as [number, number, number];
    return { columns: [a, b, winner], width: cells.length };
  }
  const why = `The first line must name the columns ${columnNames.join(', ')}; ${missing.join(' and ')} is missing.`;
  return problem('bad-header', 1, why);
};

type TakeCells = (cells: CsvCells, header: Header, line: number) => ImportProblem | undefined;

/** Takes the cells of one record as a game. */
const createTaker = (names: Names, sink: ImportSink): TakeCells => {
  const labelNames = createNames();
  return ({ bytes, from, to, count }, { columns, width }, line) => {
    if (count !== width)
      return problem('bad-record', line, `The line has ${count} cells; the header has ${width}.`);
    const [a, b, winner] = columns;
    if (from[a] === to[a] || from[b] === to[b])
      return problem('empty-name', line, 'A model has no name; name it, or leave the line out.');
    const label = labelNames.text(labelNames.indexOf(bytes, from[winner]!, to[winner]!));
    const result = Object.hasOwn(labels, label) ? labels[label] : undefined;
    if (result === undefined) {
      const why = `The winner is "${label}"; it must be one of ${Object.keys(labels).join(', ')}.`;
      return problem('unknown-label', line, why);
    }
    sink.game(names.indexOf(bytes, from[a]!, to[a]!), names.indexOf(bytes, from[b]!, to[b]!), result, '');
    return undefined;
  };
};

/** Reads `model_a,model_b,winner` records; other columns are allowed and left alone. */
export const createArenaBattleReader = (names: Names, sink: ImportSink): ImportReader => {
  const take = createTaker(names, sink);
  const cut = createCsvCutter();
  const pieces = createPieces();
  let line = 1;
  let header: Header | undefined;

  const readRecord = (bytes: Uint8Array, start: number, end: number, isQuoted: boolean) => {
    const last = end > start && bytes[end - 1] === carriageReturn ? end - 1 : end;
    if (last === start) return undefined;
    if (header === undefined) {
      const parsed = parseHeader(decodeText(bytes.subarray(start, last)));
      if ('code' in parsed) return parsed;
      header = parsed;
      return undefined;
    }
    if (!isQuoted) return take(cut(bytes, start, last), header, line);
    const cells = parseCsvRecord(decodeText(bytes.subarray(start, last)));
    if (cells !== undefined) return take(csvCellsOf(cells), header, line);
    return problem('bad-record', line, 'A quote is out of place; write a quote within quotes twice.');
  };

  const read = (bytes: Uint8Array, start: number, isLast: boolean): ImportProblem | number => {
    const nextQuote = createByteFinder(bytes, quote);
    for (let at = start; ;) {
      const plain = bytes.indexOf(lineFeed, at);
      const isQuoted = nextQuote(at) < (plain === -1 ? bytes.length : plain);
      const found = isQuoted ? quotedRecordEnd(bytes, at) : plain;
      if (found === -1 && !(isLast && at < bytes.length)) return at;
      const end = found === -1 ? bytes.length : found;
      const wrong = readRecord(bytes, at, end, isQuoted);
      if (wrong !== undefined) return wrong;
      line += 1 + (isQuoted ? innerLines(bytes, at, end) : 0);
      at = end + 1;
      if (found === -1) return at;
    }
  };
  return {
    line: () => line,
    push: (piece) => pieces.push(piece, line, (bytes, start) => read(bytes, start, false)),
    end: () => {
      const wrong = pieces.end((bytes, start) => read(bytes, start, true));
      if (wrong !== undefined || header !== undefined) return wrong;
      return problem('empty-file', 1, `The file is empty; its first line must be ${columnNames.join()}.`);
    },
  };
};
