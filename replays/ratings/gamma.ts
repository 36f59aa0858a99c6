const iterationsMax = 500;
const precision = 1e-14;
const tiny = 1e-300;

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(a) for a > 0 (Lanczos 1964, g = 7). */
const lnGamma = (a: number): number => {
  if (a < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * a)) - lnGamma(1 - a);
  const base = a + 6.5;
  const sum = lanczos.reduce((total, value, at) => total + value / (a + at), 0.99999999999980993);
  return Math.log(2 * Math.PI) / 2 + (a - 0.5) * Math.log(base) - base + Math.log(sum);
};

const series = (a: number, x: number): number => {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; k < iterationsMax && term > sum * precision; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - lnGamma(a));
};

/** The upper tail as a continued fraction, evaluated by Lentz's method. */
const fraction = (a: number, x: number): number => {
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let product = d;
  for (let k = 1; k < iterationsMax; k++) {
    const top = -k * (k - a);
    b += 2;
    d = 1 / (top * d + b || tiny);
    c = b + top / c || tiny;
    product *= d * c;
    if (Math.abs(d * c - 1) < precision) break;
  }
  return product * Math.exp(a * Math.log(x) - x - lnGamma(a));
};

/** The share of a Gamma(a, 1) distribution below x: the regularised incomplete gamma function P(a, x). */
export const gammaCdf = (a: number, x: number): number => {
  if (x <= 0) return 0;
  return x < a + 1 ? series(a, x) : 1 - fraction(a, x);
};

const bisections = 200;

/** The x below which a share of a Gamma(a, 1) distribution lies. */
export const gammaQuantile = (a: number, share: number): number => {
  let [low, high] = [0, a + 1];
  while (gammaCdf(a, high) < share) high *= 2;
  for (let k = 0; k < bisections && low < high; k++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (gammaCdf(a, middle) < share) low = middle;
    else high = middle;
  }
  return high;
};

/** The chance that χ² with this many degrees of freedom is at least x. */
export const chiSquareTail = (x: number, degrees: number): number => 1 - gammaCdf(degrees / 2, x / 2);
