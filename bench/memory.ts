import { startChild, type Child } from './child.ts';
import type { LoadPlan } from './door-load.ts';
import type { Benchmark, Figure } from './figure.ts';
import type { MemoryUsed } from './memory-used.ts';
import { withScratch } from './scratch.ts';
import { turnShapeOf } from './turn-shape.ts';

const game = 'tic-tac-toe';
const counts = [1_000, 5_000] as const;
const quickCounts = [1_000] as const;

/** Sockets that are opened at once: a listening queue holds no more. */
const matchesAtOnce = 200;

const connect = async (server: Child, load: Child, url: string, count: number): Promise<void> => {
  for (let done = 0; done < count; done += matchesAtOnce) {
    const tickets = await server.ask<LoadPlan['tickets']>('create', { game, count: matchesAtOnce });
    await load.ask('connect', { urls: [url], tickets } satisfies LoadPlan);
  }
};

const bytesPerMatch = async (server: Child, plan: unknown, count: number): Promise<MemoryUsed> => {
  const load = startChild(new URL('./door-load.ts', import.meta.url));
  try {
    const url = await server.ask<string>('open', plan);
    // What the first matches make is made once.
    await connect(server, load, url, matchesAtOnce);
    const before = await server.ask<MemoryUsed>('memory');
    await connect(server, load, url, count);
    const after = await server.ask<MemoryUsed>('memory');
    return { heap: (after.heap - before.heap) / count, rss: (after.rss - before.rss) / count };
  } finally {
    await Promise.all([server.end(), load.end()]);
  }
};

const start = (file: URL): Child => startChild(file, { nodeOptions: ['--expose-gc'], output: 'ignore' });

const measure = async (count: number): Promise<Figure[]> => {
  const floorPlan = { kind: 'relay', turn: turnShapeOf(game), movesPerMatch: 1 };
  const floor = await bytesPerMatch(start(new URL('./floor-server.ts', import.meta.url)), floorPlan, count);
  const match = await withScratch((directory) =>
    bytesPerMatch(start(new URL('./door-server.ts', import.meta.url)), { log: 'off', directory }, count),
  );
  const figureOf = (what: keyof MemoryUsed): Figure => ({
    name: `${count} idle matches: ${what === 'heap' ? 'live heap' : 'RSS'}`,
    value: match[what] / 1024,
    unit: 'KiB/match',
    baseline: { name: 'two bare sockets', value: floor[what] / 1024 },
  });
  return [figureOf('heap'), figureOf('rss')];
};

/** What a match with two connected seats and a room holds while nobody moves. */
export const memory: Benchmark = {
  name: 'memory',
  about: 'memory of an idle match with its two sockets',
  run: async ({ quick, progress }) => {
    const figures: Figure[] = [];
    for (const count of quick ? quickCounts : counts) {
      progress(`${count} matches`);
      figures.push(...(await measure(count)));
    }
    return figures;
  },
};
