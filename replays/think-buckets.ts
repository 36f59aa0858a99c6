/**
 * Think times counted in buckets: [bucket, turns], ascending by bucket. The counts are integers, so that two
 * sketches add up to the same one in any order, and a quantile is off by at most a sixteenth.
 */
export type ThinkBuckets = readonly (readonly [bucket: number, turns: number])[];

/** Each power of two is cut into so many buckets of equal width (Tene's HdrHistogram does the same). */
const bucketsAnOctave = 8;
/** Below this a millisecond has a bucket of its own. */
const exactMs = 2 * bucketsAnOctave;
const exactOctave = 4;
const thinkMsMax = 2 ** 31 - 1;

/** The bucket of a think time. Only integers are computed with: no machine may put it elsewhere. */
export const thinkBucketOf = (ms: number): number => {
  const whole = Math.min(thinkMsMax, Math.max(0, Math.round(ms)));
  if (whole < exactMs) return whole;
  const octave = 31 - Math.clz32(whole);
  const part = (whole >>> (octave - 3)) & (bucketsAnOctave - 1);
  return exactMs + (octave - exactOctave) * bucketsAnOctave + part;
};

/** The middle of a bucket in milliseconds. */
export const thinkMsOf = (bucket: number): number => {
  if (bucket < exactMs) return bucket;
  const octave = exactOctave + Math.floor((bucket - exactMs) / bucketsAnOctave);
  const width = 2 ** (octave - 3);
  return (bucketsAnOctave + ((bucket - exactMs) % bucketsAnOctave)) * width + (width - 1) / 2;
};

/** Sums that sketches are added to; sparse, by bucket. */
export type ThinkSums = number[];

/** Counts one think time. */
export const addThinkTime = (sums: ThinkSums, ms: number): void => {
  const bucket = thinkBucketOf(ms);
  sums[bucket] = (sums[bucket] ?? 0) + 1;
};

export const addThink = (sums: ThinkSums, buckets: ThinkBuckets): void => {
  for (const [bucket, turns] of buckets) sums[bucket] = (sums[bucket] ?? 0) + turns;
};

/** The sums as a sketch. */
export const thinkBucketsOf = (sums: ThinkSums): ThinkBuckets => {
  const buckets: ThinkBuckets[number][] = [];
  // Passes over the buckets that were never counted in.
  sums.forEach((turns, bucket) => buckets.push([bucket, turns]));
  return buckets;
};

/** The think time that this share of the turns did not exceed; null without turns. */
export const thinkQuantileMs = (buckets: ThinkBuckets, share: number): number | null => {
  const turns = buckets.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [bucket, count] of buckets) {
    seen += count;
    if (seen >= share * turns) return thinkMsOf(bucket);
  }
  return null;
};
