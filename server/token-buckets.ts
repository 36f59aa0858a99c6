/** A bucket of tokens for each key, filled at a steady rate: a burst passes, a flood does not. */
export interface TokenBuckets {
  /** Takes a token of this key; false where there is none. */
  take(key: string): boolean;
  /** Whether `take` would find a token. */
  hasToken(key: string): boolean;
}

/** What a key has left, and since when. */
export interface Bucket {
  tokens: number;
  atMs: number;
}

/** Buckets that are remembered before the full ones are swept out: a key without one has a full one. */
const bucketsMax = 10_000;

/** Buckets of `tokensMax`, full at first, kept in `buckets`; `nowMs` is any monotonic clock. */
export const createTokenBuckets = (
  tokensMax: number,
  tokensPerSecond: number,
  nowMs: () => number,
  buckets: Map<string, Bucket> = new Map(),
): TokenBuckets => {
  let sweepFrom = bucketsMax;
  const tokensOf = ({ tokens, atMs }: Bucket, now: number): number =>
    Math.min(tokensMax, tokens + ((now - atMs) * tokensPerSecond) / 1_000);
  const sweep = (now: number): void => {
    for (const [key, bucket] of buckets) if (tokensOf(bucket, now) >= tokensMax) buckets.delete(key);
    // Where none is full, sweeping at every key would cost more than the keys.
    sweepFrom = Math.max(bucketsMax, buckets.size * 2);
  };
  const tokens = (key: string, now: number): number => {
    const bucket = buckets.get(key);
    return bucket === undefined ? tokensMax : tokensOf(bucket, now);
  };
  return {
    take: (key) => {
      const now = nowMs();
      const left = tokens(key, now) - 1;
      if (left < 0) return false;
      if (!buckets.has(key) && buckets.size >= sweepFrom) sweep(now);
      buckets.set(key, { tokens: left, atMs: now });
      return true;
    },
    hasToken: (key) => tokens(key, nowMs()) >= 1,
  };
};
