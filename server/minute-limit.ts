const minuteMs = 60_000;

/** Counts what each of many does within a minute. */
export interface MinuteLimit {
  /** Counts one more of `who`; false where that would be too many. */
  take(who: string): boolean;
}

/**
 * A limit of `countMax` a minute for each; `nowMs` is any monotonic clock. The minute is the same one for all, so that
 * everything is forgotten at once and nobody is looked for among thousands.
 */
export const createMinuteLimit = (countMax: number, nowMs: () => number): MinuteLimit => {
  const counts = new Map<string, number>();
  let since = Number.NEGATIVE_INFINITY;
  return {
    take: (who) => {
      const now = nowMs();
      if (now - since >= minuteMs) {
        counts.clear();
        since = now;
      }
      const count = counts.get(who) ?? 0;
      if (count >= countMax) return false;
      counts.set(who, count + 1);
      return true;
    },
  };
};
