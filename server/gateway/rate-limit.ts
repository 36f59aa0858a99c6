/** What becomes of one more message: it is read, it is the first over the limit, or it is over as well. */
export type Admission = 'admitted' | 'first-over' | 'over';

/** Counts messages by the second on one socket; `nowMs` is any monotonic clock. */
export const createRateLimit = (perSecondMax: number, nowMs: () => number): (() => Admission) => {
  let windowAt = Number.NEGATIVE_INFINITY;
  let count = 0;
  return () => {
    const now = nowMs();
    if (now - windowAt >= 1000) {
      windowAt = now;
      count = 0;
    }
    count += 1;
    if (count <= perSecondMax) return 'admitted';
    return count === perSecondMax + 1 ? 'first-over' : 'over';
  };
};
