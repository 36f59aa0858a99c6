import type { Scale } from './scale.ts';

/** The units of a plot: wide and high enough that rounding to whole units is not seen. */
export const plotUnits = { width: 1000, height: 400 } as const;

/**
 * The path of one series, through all values that there are: a player has none at the steps of the other one. A value
 * that stands alone is a stroke of no length, which round caps show as a dot.
 */
export const linePath = (values: readonly (number | null)[], x: Scale, y: Scale): string => {
  const points = values.flatMap((value, step) =>
    value === null
      ? []
      : [`${(x(step) * plotUnits.width).toFixed(1)} ${((1 - y(value)) * plotUnits.height).toFixed(1)}`],
  );
  if (points.length === 0) return '';
  return `M${points.join('L')}${points.length === 1 ? 'h0' : ''}`;
};
