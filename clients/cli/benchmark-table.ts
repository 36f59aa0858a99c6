import type { PuzzleRow } from './benchmark-puzzles.ts';
import type { Estimate } from './benchmark-interval.ts';
import type { SummaryRow } from './benchmark-summary.ts';
import type { Column } from './table.ts';

/** A table for a terminal or a page. */
export interface ReportTable {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

const unknown = '-';
const nameWidthMax = 40;

const formatEstimate = (estimate: Estimate | undefined, factor = 1): string => {
  if (estimate === undefined) return unknown;
  const figure = (value: number): string => (value * factor).toFixed(1);
  const { mean, interval } = estimate;
  return interval === null
    ? figure(mean)
    : `${figure(mean)} [${figure(interval[0])}, ${figure(interval[1])}]`;
};

const percent = 100;

interface SummaryColumn extends Column {
  /** Whether any row has something to show here. */
  readonly isShown: (rows: readonly SummaryRow[]) => boolean;
  readonly cell: (row: SummaryRow, names: readonly string[]) => string;
}

const always = (): boolean => true;
const where =
  (member: keyof SummaryRow) =>
  (rows: readonly SummaryRow[]): boolean =>
    rows.some((row) => row[member] !== undefined);

const right = { align: 'right' } as const;

const summaryColumns: readonly SummaryColumn[] = [
  {
    title: 'Level',
    ...right,
    isShown: (rows) => rows.some(({ level }) => level !== null),
    cell: ({ level }) => (level === null ? 'all' : String(level)),
  },
  {
    title: 'Player',
    align: 'left',
    widthMax: nameWidthMax,
    isShown: always,
    cell: ({ player }, names) => names[player]!,
  },
  { title: 'Runs', ...right, isShown: always, cell: ({ runs }) => String(runs) },
  {
    title: 'Void',
    ...right,
    isShown: (rows) => rows.some(({ voids }) => voids > 0),
    cell: ({ voids }) => String(voids),
  },
  {
    title: 'Success %',
    ...right,
    isShown: where('success'),
    cell: ({ success }) => formatEstimate(success, percent),
  },
  { title: 'Score', ...right, isShown: always, cell: ({ score }) => formatEstimate(score) },
  {
    title: 'Progress %',
    ...right,
    isShown: where('progress'),
    cell: ({ progress }) => formatEstimate(progress),
  },
  {
    title: 'Efficiency %',
    ...right,
    isShown: where('success'),
    cell: ({ efficiencyPercent }) => formatEstimate(efficiencyPercent),
  },
  {
    title: 'Tokens',
    ...right,
    isShown: always,
    cell: ({ tokens }) => (tokens === null ? unknown : String(tokens)),
  },
  {
    title: 'Tokens a success',
    ...right,
    isShown: where('success'),
    cell: ({ tokensPerSuccess }) =>
      tokensPerSuccess === null ? unknown : String(Math.round(tokensPerSuccess)),
  },
];

const summaryTable = (rows: readonly SummaryRow[], names: readonly string[]): ReportTable => {
  const columns = summaryColumns.filter(({ isShown }) => isShown(rows));
  return {
    title: 'Results',
    columns,
    rows: rows.map((row) => columns.map(({ cell }) => cell(row, names))),
  };
};

/** What went wrong over all tasks, one line a player, kind and class. */
const troubleTable = (rows: readonly SummaryRow[], names: readonly string[]): ReportTable => {
  const lines = rows
    .filter(({ level }) => level === null)
    .flatMap(({ player, failures, refusals, refusedActions = 0 }) => {
      const name = names[player]!;
      const line = (kind: string, [what, count]: readonly [string, number]) =>
        count === 0 ? [] : [[name, kind, what, String(count)]];
      return [
        ...Object.entries(failures).flatMap((entry) => line('run failed', entry)),
        ...Object.entries(refusals).flatMap((entry) => line('answer refused', entry)),
        ...line('action refused', ['by the rules', refusedActions]),
      ];
    });
  return {
    title: 'What went wrong',
    columns: [
      { title: 'Player', align: 'left', widthMax: nameWidthMax },
      { title: 'What', align: 'left' },
      { title: 'Class', align: 'left' },
      { title: 'Times', align: 'right' },
    ],
    rows: lines,
  };
};

const puzzleTable = (rows: readonly PuzzleRow[], names: readonly string[]): ReportTable => ({
  title: 'Pass@1 in percent, with 95 % Wilson intervals',
  columns: [
    { title: 'Game', align: 'left' },
    { title: 'Verdict', align: 'left' },
    { title: 'Puzzles', align: 'right' },
    ...names.map((title) => ({ title, align: 'right', widthMax: nameWidthMax }) as const),
  ],
  rows: rows.map(({ board, verdict, puzzles, players }) => [
    board ?? 'all',
    verdict ?? 'all',
    String(puzzles),
    ...players.map((one) =>
      one === null ? unknown : formatEstimate({ mean: one.passAt1, interval: one.interval }, percent),
    ),
  ]),
});

/** The tables of a report; one without rows is left out. `names` are those of the players. */
export const reportTables = (
  summary: readonly SummaryRow[],
  puzzles: readonly PuzzleRow[],
  names: readonly string[],
): readonly ReportTable[] =>
  [puzzleTable(puzzles, names), summaryTable(summary, names), troubleTable(summary, names)].filter(
    ({ rows }) => rows.length > 0,
  );
