import type { Metric } from 'prom-client';

/** Upper bounds of the buckets in milliseconds: half of one up to four seconds, doubled each time. */
const boundsMs = [0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096] as const;

/**
 * Durations by size. Every move is counted here, so that observing one is an addition or two and makes no object, unlike
 * the library's own histogram; that is asked for as a metric of the library when somebody reads the figures.
 */
export interface Histogram {
  readonly observe: (ms: number) => void;
  readonly count: () => number;
  readonly metric: Metric;
}

export const createHistogram = (name: string, help: string): Histogram => {
  const counts = new Float64Array(boundsMs.length + 1);
  let sumMs = 0;
  let count = 0;
  const bucketsOf = () => {
    let below = 0;
    return [...boundsMs.map((bound) => String(bound / 1000)), '+Inf'].map((le, at) => {
      below += counts[at]!;
      return { metricName: `${name}_bucket`, labels: { le }, value: below };
    });
  };
  const get = () =>
    Promise.resolve({
      name,
      help,
      type: 'histogram',
      aggregator: 'sum',
      values: [
        ...bucketsOf(),
        { metricName: `${name}_sum`, labels: {}, value: sumMs / 1000 },
        { metricName: `${name}_count`, labels: {}, value: count },
      ],
    });
  return {
    observe: (ms) => {
      let at = 0;
      while (at < boundsMs.length && ms > boundsMs[at]!) at += 1;
      counts[at]! += 1;
      sumMs += ms;
      count += 1;
    },
    count: () => count,
    // The registry reads a metric's name and what `get` answers, and no more.
    metric: { name, get } as unknown as Metric,
  };
};
