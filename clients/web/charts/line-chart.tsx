import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { LineChartProps, Series } from './chart.ts';
import { linePath, plotUnits } from './line-path.ts';
import { stepFor } from './line-keys.ts';
import { type Scale, linearScale, linearTicks } from './scale.ts';
import './line-chart.css';

/** About how many lines of the grid there are, across and along. */
const valueTicks = 4;
const stepTicks = 6;

/** The range of all values, from 0 where none is negative. */
const rangeOf = (series: readonly Series[]): readonly [number, number] => {
  const values = series.flatMap(({ values: of }) => of.filter((value) => value !== null));
  if (values.length === 0) return [0, 1];
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  return least === most ? [Math.min(0, least), Math.max(1, most)] : [Math.min(0, least), most];
};

const percent = (part: number): string => `${(100 * part).toFixed(2)}%`;

/** The values at one step in words: `step 12: first 0.25, second -0.25`. */
const textAt = ({ series, formatValue, formatStep }: LineChartProps, step: number): string => {
  const told = series.flatMap(({ name, values }) => {
    const value = values[step] ?? null;
    return value === null ? [] : [`${name} ${formatValue(value)}`];
  });
  return `${formatStep?.(step) ?? `step ${step}`}: ${told.join(', ') || 'no value'}`;
};

const Lines = ({
  series,
  x,
  y,
  ticks,
}: {
  series: readonly Series[];
  x: Scale;
  y: Scale;
  ticks: readonly number[];
}): VNode => (
  <>
    {ticks.map((tick) => (
      <path
        key={tick}
        class={tick === 0 ? 'chart-rule chart-rule-zero' : 'chart-rule'}
        d={`M0 ${(1 - y(tick)) * plotUnits.height}h${plotUnits.width}`}
      />
    ))}
    {series.map(({ name, values }, at) => (
      <path key={name} class={`chart-series chart-series-${at}`} d={linePath(values, x, y)} />
    ))}
  </>
);

interface TableProps extends Pick<LineChartProps, 'title' | 'series' | 'formatValue'> {
  readonly length: number;
  readonly formatStep: LineChartProps['formatStep'] | undefined;
}

/** All values, for who cannot see the lines. */
const Table = ({ title, series, length, formatValue, formatStep }: TableProps): VNode => (
  <div class="hidden-text">
    <table>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          {series.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length }, (_, step) => (
          <tr key={step}>
            <th scope="row">{formatStep?.(step) ?? step}</th>
            {series.map(({ name, values }) => {
              const value = values[step] ?? null;
              return <td key={name}>{value === null ? 'none' : formatValue(value)}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const Legend = ({
  title,
  series,
  told,
}: {
  title: string;
  series: readonly Series[];
  told: string;
}): VNode => (
  <figcaption>
    <span class="chart-title">{title}</span>
    {series.length < 2
      ? null
      : series.map(({ name }, at) => (
          <span key={name} class="chart-legend">
            <svg viewBox="0 0 24 6" aria-hidden="true">
              <path class={`chart-series chart-series-${at}`} d="M1 3h22" />
            </svg>
            {name}
          </span>
        ))}
    <span class="chart-told">{told}</span>
  </figcaption>
);

/** Those that read differently: half a millisecond must not stand as one beside one. */
const distinct = (ticks: readonly number[], formatValue: (value: number) => string): readonly number[] =>
  ticks.filter((tick, at) => at === 0 || formatValue(tick) !== formatValue(ticks[at - 1]!));

/** The numbers along the two edges. */
const Edges = ({
  ticks,
  y,
  steps,
  x,
  formatValue,
}: {
  ticks: readonly number[];
  y: Scale;
  steps: readonly number[];
  x: Scale;
  formatValue: (value: number) => string;
}): VNode => (
  <>
    {distinct(ticks, formatValue).map((tick) => (
      <span key={`y${tick}`} class="chart-y" style={{ top: percent(1 - y(tick)) }} aria-hidden="true">
        {formatValue(tick)}
      </span>
    ))}
    {steps.map((step) => (
      <span key={`x${step}`} class="chart-x" style={{ left: percent(x(step)) }} aria-hidden="true">
        {step}
      </span>
    ))}
  </>
);

/** What the pointer and the keys do on a chart whose steps can be chosen. */
const choosing = (props: LineChartProps, length: number, setPointed: (step: number | undefined) => void) => {
  const { title, at, onSelect } = props;
  const last = length - 1;
  const stepUnder = (event: MouseEvent): number => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return Math.max(0, Math.min(last, Math.round(((event.clientX - left) / width) * last)));
  };
  const pointing = {
    onPointerMove: (event: PointerEvent) => setPointed(stepUnder(event)),
    onPointerLeave: () => setPointed(undefined),
  };
  if (onSelect === undefined)
    return { ...pointing, role: 'img' as const, 'aria-label': `${title}; a table follows` };
  return {
    ...pointing,
    role: 'slider' as const,
    tabIndex: 0,
    'aria-label': title,
    'aria-valuemin': 0,
    'aria-valuemax': last,
    'aria-valuenow': at ?? last,
    'aria-valuetext': textAt(props, at ?? last),
    onClick: (event: MouseEvent) => onSelect(stepUnder(event)),
    onKeyDown: (event: KeyboardEvent) => {
      const step = stepFor(event, at ?? last, last);
      if (step === undefined) return;
      // The page has keys of its own for stepping; one press moves once.
      event.preventDefault();
      event.stopPropagation();
      onSelect(step);
    },
  };
};

/** Values over steps as lines, each of its own colour and dash; click, or use the arrow keys, to go to a step. */
export const LineChart = (props: LineChartProps): VNode => {
  const { title, series, range, at, formatValue, formatStep } = props;
  const [pointed, setPointed] = useState<number>();
  const length = Math.max(0, ...series.map(({ values }) => values.length));
  const { x, y, ticks, steps } = useMemo(() => {
    const [least, most] = range ?? rangeOf(series);
    return {
      x: linearScale(0, Math.max(1, length - 1)),
      y: linearScale(least, most),
      ticks: linearTicks(least, most, valueTicks),
      steps: linearTicks(0, Math.max(1, length - 1), stepTicks).filter(Number.isInteger),
    };
  }, [series, range, length]);
  const lines = useMemo(() => <Lines series={series} x={x} y={y} ticks={ticks} />, [series, x, y, ticks]);
  const table = useMemo(
    () => <Table {...{ title, series, formatValue, formatStep, length }} />,
    [title, series, formatValue, formatStep, length],
  );
  const told = pointed ?? at;
  return (
    <figure class="line-chart">
      <Legend
        title={title}
        series={series}
        told={told === undefined || length === 0 ? '' : textAt(props, told)}
      />
      <div class="chart-plot" {...choosing(props, length, setPointed)}>
        <svg
          viewBox={`0 0 ${plotUnits.width} ${plotUnits.height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {lines}
          {at === undefined ? null : (
            <path class="chart-at" d={`M${x(at) * plotUnits.width} 0v${plotUnits.height}`} />
          )}
          {pointed === undefined ? null : (
            <path class="chart-pointed" d={`M${x(pointed) * plotUnits.width} 0v${plotUnits.height}`} />
          )}
        </svg>
        <Edges {...{ ticks, y, steps, x, formatValue }} />
      </div>
      {table}
    </figure>
  );
};
