/** The two-sided 95 % quantile of the normal distribution. */
const quantile = 1.959_963_984_540_054;

/**
 * The 95 % interval of a rate that was observed in `trials` trials (Wilson 1927). It stays within 0 and 1,
 * and it has a width where the rate is 0 or 1.
 */
export const wilsonInterval = (rate: number, trials: number): readonly [low: number, high: number] => {
  const square = quantile ** 2;
  const centre = (rate + square / (2 * trials)) / (1 + square / trials);
  const spread = Math.sqrt((rate * (1 - rate)) / trials + square / (4 * trials ** 2));
  const half = (quantile * spread) / (1 + square / trials);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
};
