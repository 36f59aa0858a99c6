import { setTimeout as delay } from 'node:timers/promises';
import type { Benchmark, BenchmarkOptions, Figure } from './figure.ts';
import { withCrowd, type CrowdServer } from './load-crowd.ts';

export interface IdlePlan {
  readonly matches: number;
  /** How long they are left alone. */
  readonly seconds: number;
}

/** Memory in bytes and CPU of a server whose matches wait. */
interface Idle {
  /** As the system sees it after the wait, garbage included. */
  readonly rss: number;
  readonly rssCollected: number;
  readonly heapCollected: number;
  readonly cpuPercent: number;
  readonly sockets: number;
  readonly drops: number;
}

const mib = 2 ** 20;
const rssMibMax = 600;

const measure = (server: CrowdServer, { matches, seconds }: IdlePlan, { progress }: BenchmarkOptions) =>
  withCrowd({ server, places: matches, isCollecting: true }, async (crowd): Promise<Idle> => {
    progress(`${matches} idle, ${server}: all seated`);
    await crowd.restart();
    const before = await crowd.sample();
    await delay(seconds * 1_000);
    const after = await crowd.sample();
    const { drops } = await crowd.report();
    const { heap, rss } = await crowd.memory();
    return {
      rss: after.rss,
      rssCollected: rss,
      heapCollected: heap,
      cpuPercent: (after.cpuMicros - before.cpuMicros) / (seconds * 1e4),
      sockets: after.sockets,
      drops,
    };
  });

/** Matches with both seats connected, in which nobody moves. */
export const idle = (plan: IdlePlan): Benchmark => ({
  name: 'idle',
  about: `${plan.matches} idle matches with ${plan.matches * 2} sockets, FULL log`,
  run: async (options) => {
    const echo = await measure('echo', plan, options);
    const arena = await measure('arena', plan, options);
    const title = `${plan.matches} idle`;
    const figure = (name: string, unit: string, pick: (idle: Idle) => number): Figure => ({
      name: `${title}: ${name}`,
      value: pick(arena),
      unit,
      baseline: { name: 'echo', value: pick(echo) },
    });
    return [
      {
        ...figure('RSS of the server', 'MiB', ({ rss }) => rss / mib),
        target: { of: 'value', is: 'at most', bound: rssMibMax },
      },
      figure('RSS after a collection', 'MiB', ({ rssCollected }) => rssCollected / mib),
      figure('live heap', 'MiB', ({ heapCollected }) => heapCollected / mib),
      figure('CPU', '% of a core', ({ cpuPercent }) => cpuPercent),
      figure('sockets', 'sockets', ({ sockets }) => sockets),
      {
        name: `${title}: drops`,
        value: arena.drops,
        unit: 'sockets',
        target: { of: 'value', is: 'at most', bound: 0 },
      },
    ];
  },
});
