/** Where a value lies between two others: 0 at the first, 1 at the second. */
export type Scale = (value: number) => number;

/** An even scale; everything lies in the middle where the range has no length. */
export const linearScale =
  (from: number, to: number): Scale =>
  (value) =>
    from === to ? 0.5 : (value - from) / (to - from);

/** A scale on which equal factors are equal ways; the range is positive. */
export const logScale =
  (from: number, to: number): Scale =>
  (value) =>
    linearScale(Math.log(from), Math.log(to))(Math.log(value));

/** Steps between ticks: these, times a power of ten. */
const niceSteps = [1, 2, 5, 10];

/** What division may be off by. */
const tolerance = 1e-9;

/** Round numbers within a range, evenly spaced, about `count` of them. */
export const linearTicks = (from: number, to: number, count: number): number[] => {
  if (!(to > from)) return [from];
  const rough = (to - from) / Math.max(1, count);
  const power = Math.floor(Math.log10(rough));
  const step = niceSteps.find((nice) => nice * 10 ** power >= rough * (1 - tolerance))! * 10 ** power;
  const first = Math.ceil(from / step - tolerance);
  const last = Math.floor(to / step + tolerance);
  const decimals = Math.max(0, -power);
  // From whole multiples, so that errors do not add up; + 0 makes a zero of a negative one.
  return Array.from(
    { length: last - first + 1 },
    (_, at) => Number(((first + at) * step).toFixed(decimals)) + 0,
  );
};

/** The powers of ten within a positive range, or its ends where there are fewer than two. */
export const logTicks = (from: number, to: number): number[] => {
  const first = Math.ceil(Math.log10(from) - tolerance);
  const last = Math.floor(Math.log10(to) + tolerance);
  return last - first < 1
    ? [from, to]
    : Array.from({ length: last - first + 1 }, (_, at) => 10 ** (first + at));
};
