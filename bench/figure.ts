import { formatTable, type Column } from '../clients/cli/table.ts';

/** What a figure is held against, in the same unit. */
interface Baseline {
  readonly name: string;
  readonly value: number;
}

/** What a figure should come to: the value itself, or its ratio to the baseline. */
interface Target {
  readonly of: 'value' | 'ratio';
  readonly is: 'at least' | 'at most';
  readonly bound: number;
}

/** One measured number. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: Baseline;
  readonly target?: Target;
}

/** A group of figures that are measured by one program. */
export interface Benchmark {
  readonly name: string;
  readonly about: string;
  readonly run: (options: BenchmarkOptions) => readonly Figure[] | Promise<readonly Figure[]>;
}

export interface BenchmarkOptions {
  /** Fewer and shorter measurements, whose figures are rough. */
  readonly quick: boolean;
  /** Told in one line what is being measured. */
  readonly progress: (line: string) => void;
  /** Given what was measured at one time of many, for the JSON file. */
  readonly keep?: (sample: unknown) => void;
}

/** How many times the baseline a figure is; undefined without one. */
export const ratioOf = ({ value, baseline }: Figure): number | undefined =>
  baseline === undefined ? undefined : value / baseline.value;

/** Whether a figure meets its target; undefined without one. */
export const isMet = (figure: Figure): boolean | undefined => {
  const { target } = figure;
  if (target === undefined) return undefined;
  const measured = target.of === 'value' ? figure.value : (ratioOf(figure) ?? Number.NaN);
  return target.is === 'at least' ? measured >= target.bound : measured <= target.bound;
};

const digitsShown = 3;
const groupFrom = 1000;

/** A number to three digits, with thousands set apart. */
const formatNumber = (value: number): string =>
  Math.abs(value) >= groupFrom
    ? Math.round(value).toLocaleString('en-GB')
    : String(Number(value.toPrecision(digitsShown)));

const formatTarget = (figure: Figure): string => {
  const { target } = figure;
  if (target === undefined) return '';
  const bound = `${target.is} ${formatNumber(target.bound)}${target.of === 'ratio' ? 'x' : ''}`;
  return `${bound}: ${isMet(figure) === true ? 'met' : 'MISSED'}`;
};

const columns: readonly Column[] = [
  { title: 'figure', align: 'left' },
  { title: 'value', align: 'right' },
  { title: 'unit', align: 'left' },
  { title: 'ratio', align: 'right' },
  { title: 'baseline', align: 'left' },
  { title: 'target', align: 'left' },
];

/** The figures as a table for terminals. */
export const formatFigures = (figures: readonly Figure[]): string =>
  formatTable(
    columns,
    figures.map((figure) => {
      const ratio = ratioOf(figure);
      return [
        figure.name,
        formatNumber(figure.value),
        figure.unit,
        ratio === undefined ? '' : `${formatNumber(ratio)}x`,
        figure.baseline === undefined ? '' : `${figure.baseline.name} ${formatNumber(figure.baseline.value)}`,
        formatTarget(figure),
      ];
    }),
  );
