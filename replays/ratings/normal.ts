/** 97.5 % of a normal distribution lies below this many standard deviations. */
export const normalQuantile = 1.959963984540054;

/** A continued fraction of this depth is exact to the last digits from `tailFrom` on. */
const fractionDepth = 60;
const tailFrom = 3;
const seriesTerms = 80;

/** The share of a normal distribution below z (Abramowitz and Stegun 1964, 26.2.11 and 26.2.14). */
export const normalCdf = (z: number): number => {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (Math.abs(z) > tailFrom) {
    let fraction = 0;
    for (let k = fractionDepth; k >= 1; k--) fraction = k / (Math.abs(z) + fraction);
    const tail = density / (Math.abs(z) + fraction);
    return z > 0 ? 1 - tail : tail;
  }
  let term = z;
  let sum = z;
  for (let k = 1; k < seriesTerms; k++) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + density * sum;
};
