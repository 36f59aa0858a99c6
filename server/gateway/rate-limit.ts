/** What becomes of one more message or request: it is read, or the first over the limit, or over as well. */
export type Admission = 'admitted' | 'first-over' | 'over';

/** Counts what comes in windows of `windowMs`; `nowMs` is any monotonic clock. */
export const createRateLimit = (
  countMax: number,
  windowMs: number,
  nowMs: () => number,
): (() => Admission) => {
  let windowAt = Number.NEGATIVE_INFINITY;
  let count = 0;
  return () => {
    const now = nowMs();
    if (now - windowAt >= windowMs) {
      windowAt = now;
      count = 0;
    }
    count += 1;
    if (count <= countMax) return 'admitted';
    return count === countMax + 1 ? 'first-over' : 'over';
  };
};
