import type { VNode } from 'preact';
import './sparkline.css';

const width = 360;
const height = 56;
const margin = 5;

/** A small line of sums around zero, above for the first seat and below for the second; one slot a value. */
export const Sparkline = ({
  values,
  label,
  slots,
}: {
  readonly values: readonly number[];
  readonly label: string;
  /** How many values there will be in the end, so that the line grows towards the right edge. */
  readonly slots: number;
}): VNode => {
  const reach = Math.max(1, ...values.map(Math.abs));
  const x = (at: number): number => margin + (at / Math.max(1, slots - 1)) * (width - 2 * margin);
  const y = (value: number): number => height / 2 - (value / reach) * (height / 2 - margin);
  const points = values.map((value, at) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`);
  const last = values.at(-1) ?? 0;
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${label}: ${last} at the end`}
    >
      <path class="chart-zero" d={`M${margin} ${height / 2}H${width - margin}`} />
      <path class="chart-line chart-line-0" d={`M${points.join('L')}`} />
      <circle
        class={`chart-dot chart-dot-${last < 0 ? 1 : 0}`}
        cx={x(values.length - 1)}
        cy={y(last)}
        r="4"
      />
    </svg>
  );
};
