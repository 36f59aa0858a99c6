// `npm run bench:web`: what spectators feel, in Chromium and as sockets, against a real server; under a minute.
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import type { OpenArena } from '../server/open-arena.ts';
import { gameOf } from './bench-arena.ts';
import { startChild } from './child.ts';
import { formatFigures, type Figure } from './figure.ts';
import { withScratch } from './scratch.ts';
import { createPlayed, openWebArena } from './web-arena.ts';

const liveMatches = 50;
const scrubbedSteps = 1_000;
const scrubMs = 4_000;
const spectators = 500;
const spectatedSteps = 20;

const paintMsMax = 1_000;
const frameMsMax = 1_000 / 60;
const patchMsMax = 100;

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN;

const measurePaint = async (opened: OpenArena, page: Page): Promise<readonly Figure[]> => {
  for (let count = 0; count < liveMatches; count++) {
    const { play } = await createPlayed(opened, gameOf('chess'));
    await play(0, 'e2e4');
  }
  const start = performance.now();
  await page.goto(opened.server.url);
  await page.waitForFunction((count) => document.querySelectorAll('.tile svg').length === count, liveMatches);
  const wallMs = performance.now() - start;
  const paintMs = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  return [
    {
      name: `Watch, ${liveMatches} live: first paint`,
      value: paintMs,
      unit: 'ms',
      target: { of: 'value', is: 'at most', bound: paintMsMax },
    },
    { name: `Watch, ${liveMatches} live: all boards`, value: wallMs, unit: 'ms' },
  ];
};

/** A page that scrubs: one step a frame, back and forth; answers the time between frames. */
const scrub = (page: Page): Promise<readonly number[]> =>
  page.evaluate(
    async ({ ms, last }) => {
      const slider = document.querySelector<HTMLInputElement>('.scrub input')!;
      const frames: number[] = [];
      const begin = performance.now();
      let before = begin;
      for (let step = 0; before - begin < ms; step = (step + 7) % last) {
        slider.value = String(step);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        frames.push(now - before);
        before = now;
      }
      return frames.slice(1);
    },
    { ms: scrubMs, last: scrubbedSteps },
  );

const measureScrub = async (opened: OpenArena, page: Page): Promise<readonly Figure[]> => {
  const game = gameOf('rock-paper-scissors');
  const config = game.schemas.config.parse({ rounds: scrubbedSteps });
  const { match, play } = await createPlayed(opened, game, config);
  for (let step = 0; step < scrubbedSteps; step++)
    await Promise.all([play(0, step % 2 === 0 ? 'rock' : 'paper'), play(1, 'scissors')]);
  await page.goto(`${opened.server.url}/match/${match.id}`);
  await page.getByTestId('verdict').waitFor();
  const metrics = await page.context().newCDPSession(page);
  await metrics.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busyS = async (): Promise<number> =>
    (await metrics.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')!.value;
  const before = await busyS();
  const frames = await scrub(page);
  const cpuMs = ((await busyS()) - before) * 1_000;
  return [
    {
      name: `scrubbing ${scrubbedSteps} steps: main thread's CPU a redraw`,
      value: cpuMs / frames.length,
      unit: 'ms',
      target: { of: 'value', is: 'at most', bound: Math.ceil(frameMsMax) },
    },
    {
      name: `scrubbing ${scrubbedSteps} steps: median frame`,
      value: percentile(frames, 0.5),
      unit: 'ms',
    },
    { name: `scrubbing ${scrubbedSteps} steps: p95 frame`, value: percentile(frames, 0.95), unit: 'ms' },
  ];
};

const measurePatches = async (opened: OpenArena): Promise<readonly Figure[]> => {
  const { match, play } = await createPlayed(opened, gameOf('chess'));
  const child = startChild(new URL('./spectators.ts', import.meta.url));
  try {
    await child.ask('join', { url: opened.server.url, match: match.id, count: spectators });
    const shuffle = ['g1f3', 'g8f6', 'f3g1', 'f6g8'];
    const late: number[] = [];
    let unseen = 0;
    // Two rounds of the knights are a draw by repetition, so pawns move between them.
    const pawns = ['a2a3', 'a7a6', 'b2b3', 'b7b6', 'c2c3', 'c7c6', 'd2d3', 'd7d6'];
    const moves = [...shuffle, ...pawns.slice(0, 4), ...shuffle, ...pawns.slice(4), ...shuffle];
    for (const [at, move] of moves.slice(0, spectatedSteps).entries()) {
      const sentAt = Date.now();
      await play(at % 2, move);
      await delay(patchMsMax * 2);
      const seen = await child.ask<readonly number[]>('seen', at + 1);
      unseen += spectators - seen.length;
      late.push(...seen.map((when) => when - sentAt));
    }
    return [
      {
        name: `${spectators} spectators: move to patch, p95`,
        value: percentile(late, 0.95),
        unit: 'ms',
        target: { of: 'value', is: 'at most', bound: patchMsMax },
      },
      { name: `${spectators} spectators: patches not seen within 200 ms`, value: unseen, unit: '' },
    ];
  } finally {
    await child.end();
  }
};

await withScratch(async (directory) => {
  const opened = await openWebArena(directory);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const figures = [
      ...(await measurePatches(opened)),
      ...(await measurePaint(opened, page)),
      ...(await measureScrub(opened, page)),
    ];
    console.log(formatFigures(figures));
  } finally {
    await browser.close();
    await opened.close();
  }
});
process.exit();
