import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { startChild } from './child.ts';
import type { Benchmark, Figure } from './figure.ts';
import type { Lag } from './lag-probe.ts';
import { withScratch } from './scratch.ts';

const lagMsMax = 20;
const warmUpMs = 1_500;

const agon = new URL('../clients/cli/agon.ts', import.meta.url);
const idle = new URL('./lag-idle.ts', import.meta.url);
const probe = fileURLToPath(new URL('./lag-probe.ts', import.meta.url));

/** The lag of a program's event loop while it runs, without its start. */
const measure = async (file: URL, parameters: readonly string[], ms: number): Promise<Lag> => {
  const child = startChild(file, {
    parameters,
    nodeOptions: [`--import=${probe}`],
    output: 'ignore',
  });
  try {
    await delay(warmUpMs);
    await child.ask<Lag>('lag');
    await delay(ms);
    return await child.ask<Lag>('lag');
  } finally {
    await child.end();
  }
};

/** How late the arena's event loop is while the house bots play. */
export const exhibition: Benchmark = {
  name: 'exhibition',
  about: 'lag of the event loop of `agon serve --exhibition`',
  run: async ({ quick, progress }) => {
    if (!existsSync(agon)) throw new Error(`${agon.pathname} is missing`);
    const ms = quick ? 2_500 : 12_000;
    progress('an idle process');
    const still = await measure(idle, [], quick ? 500 : 4_000);
    progress('the exhibition');
    const busy = await withScratch((directory) =>
      measure(agon, ['serve', '--exhibition', '--port', '0', '--data', directory], ms),
    );
    const figureOf = (what: string, key: keyof Lag): Figure => ({
      name: `exhibition: lag, ${what}`,
      value: busy[key],
      unit: 'ms',
      baseline: { name: 'idle process', value: still[key] },
    });
    return [
      figureOf('p50', 'p50Ms'),
      { ...figureOf('p99', 'p99Ms'), target: { of: 'value', is: 'at most', bound: lagMsMax } },
      figureOf('max', 'maxMs'),
    ];
  },
};
