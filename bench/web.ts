// `npm run bench:web`: what spectators feel, in Chromium and as sockets, against a real server; under a minute.
import { parseArgs } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { formatFigures, type Figure } from './figure.ts';
import { withScratch } from './scratch.ts';
import { openWebArena } from './web-arena.ts';
import { measureMemory } from './web-memory.ts';
import { measurePaint, measureScrub } from './web-pages.ts';
import { measureSpectators } from './web-spectators.ts';

const usage = `npm run bench:web -- [--only memory] [--minutes N]
Without --only: 500 spectators on one match, the first paint of a wall of 50, and scrubbing through 1,000 steps.
  --only memory  the memory of an exhibition that a browser watches, sampled once a minute
  --minutes      for how long (30)`;

const measurePages = (browser: Browser): Promise<readonly Figure[]> =>
  withScratch(async (directory) => {
    const opened = await openWebArena(directory);
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      return [
        ...(await measureSpectators(opened)),
        ...(await measurePaint(opened, page)),
        ...(await measureScrub(opened, page)),
      ];
    } finally {
      await opened.close();
    }
  });

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    minutes: { type: 'string', default: '30' },
    help: { type: 'boolean', default: false },
  },
});

const main = async (): Promise<void> => {
  const minutes = Number(values.minutes);
  if (values.help || (values.only !== undefined && values.only !== 'memory') || !(minutes >= 1)) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    console.log(
      formatFigures(
        await (values.only === 'memory' ? measureMemory(browser, minutes) : measurePages(browser)),
      ),
    );
  } finally {
    await browser.close();
  }
};

await main();
process.exit();
