import type { VNode } from 'preact';
import type { WhiskerProps } from './chart.ts';
import { linearScale } from './scale.ts';
import './whisker.css';

const width = 120;
const height = 16;
const margin = 4;
const middle = height / 2;

const within = (part: number): number => Math.max(0, Math.min(1, part));

/**
 * An estimate with its interval. The figures stand in the row's other cells, so this is not read out. An end beyond the
 * column's range is drawn without its cap: the interval goes on.
 */
export const Whisker = ({ estimate, low, high, range: [least, most] }: WhiskerProps): VNode => {
  const scale = linearScale(least, most);
  const at = (value: number): string => (margin + within(scale(value)) * (width - 2 * margin)).toFixed(1);
  const cap = (value: number): string =>
    value >= least && value <= most ? `M${at(value)} ${middle - 4}v8` : '';
  return (
    <svg class="whisker" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path class="whisker-ground" d={`M${margin} ${middle}H${width - margin}`} />
      <path class="whisker-line" d={`M${at(low)} ${middle}H${at(high)}${cap(low)}${cap(high)}`} />
      <circle class="whisker-estimate" cx={at(estimate)} cy={middle} r="3.5" />
    </svg>
  );
};
