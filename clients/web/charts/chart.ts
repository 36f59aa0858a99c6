/** One line of a chart: its values by step, from step 0; null where there is none. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** Values over steps, drawn as lines. Clicking (or Enter on the focused chart) chooses the step under the pointer. */
export interface LineChartProps {
  readonly title: string;
  readonly series: readonly Series[];
  /** The range of the vertical axis; from the values when left out. */
  readonly range?: readonly [least: number, most: number];
  /** The step that is shown now: a mark on the chart. */
  readonly at?: number;
  readonly onSelect?: (step: number) => void;
  readonly formatValue: (value: number) => string;
  /** Words for a point of the horizontal axis, such as "step 12". */
  readonly formatStep?: (step: number) => string;
}

/** An estimate with its interval, drawn as a whisker inside a table's cell. */
export interface WhiskerProps {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** The range of the whole column, so that whiskers of rows compare. */
  readonly range: readonly [least: number, most: number];
}

/** One named point of a scatter. */
export interface ScatterPoint {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Whether no other point is at least as good in both: it lies on the frontier. */
  readonly isOnFrontier: boolean;
  readonly href?: string;
}

/** Named points in a plane, such as rating against cost, with a line through those on the frontier. */
export interface ScatterProps {
  readonly title: string;
  readonly points: readonly ScatterPoint[];
  readonly xName: string;
  readonly yName: string;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
}

/** A square of figures, such as likelihoods of superiority: row against column. */
export interface MatrixProps {
  readonly title: string;
  readonly names: readonly string[];
  /** `cells[row][column]`, in [0, 1]; null on the diagonal and where nothing is known. */
  readonly cells: readonly (readonly (number | null)[])[];
  readonly formatCell: (value: number) => string;
}
