/** CPU time of this process so far in microseconds, all its threads together. */
export const cpuUsed = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** The middle of the values; of an even number, the upper of the two. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
