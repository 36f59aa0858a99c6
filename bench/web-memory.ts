import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { startChild } from './child.ts';
import type { Figure } from './figure.ts';
import type { MemoryUsed } from './memory-used.ts';
import { withScratch } from './scratch.ts';

const agon = new URL('../clients/cli/agon.ts', import.meta.url);
const probe = fileURLToPath(new URL('./memory-probe.ts', import.meta.url));

const minuteMs = 60_000;
const bytesPerMiB = 1024 * 1024;
/** What the last quarter may have on top of the one before it, as a ratio. */
const growthMax = { heap: 1.05, rss: 1.1 } as const;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const meanOf = (samples: readonly MemoryUsed[], kind: keyof MemoryUsed): number =>
  samples.reduce((sum, sample) => sum + sample[kind], 0) / samples.length / bytesPerMiB;

/** The second half, in two quarters, since single samples jump: in the first one caches fill and code is compiled. */
const figuresOf = (samples: readonly MemoryUsed[], minutes: number): readonly Figure[] => {
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const [early, late] = [samples.slice(-2 * quarter, -quarter), samples.slice(-quarter)];
  return (['heap', 'rss'] as const).map((kind) => ({
    name: `exhibition, ${minutes} minutes: ${kind === 'heap' ? 'heap after collection' : 'RSS'}, last quarter`,
    value: meanOf(late, kind),
    unit: 'MiB',
    baseline: { name: 'third quarter', value: meanOf(early, kind) },
    target: { of: 'ratio', is: 'at most', bound: growthMax[kind] },
  }));
};

/** The memory of `agon serve --exhibition` while a browser watches; each sample is printed as it is taken. */
export const measureMemory = (browser: Browser, minutes: number): Promise<readonly Figure[]> =>
  withScratch(async (directory) => {
    const port = await freePort();
    const parameters = ['serve', '--exhibition', '--port', String(port), '--data', directory];
    const nodeOptions = ['--expose-gc', `--import=${probe}`];
    const server = startChild(agon, { parameters, nodeOptions, output: 'ignore' });
    const samples: MemoryUsed[] = [];
    try {
      await delay(5_000);
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${port}`);
      for (let minute = 1; minute <= minutes; minute++) {
        await delay(minuteMs);
        const sample = await server.ask<MemoryUsed>('memory');
        samples.push(sample);
        const mebibytes = Object.entries(sample).map(
          ([kind, bytes]) => `${kind} ${Math.round(bytes / bytesPerMiB)} MiB`,
        );
        process.stderr.write(`  minute ${minute}: ${mebibytes.join(', ')}\n`);
      }
      await page.close();
    } finally {
      await server.end();
    }
    return figuresOf(samples, minutes);
  });
