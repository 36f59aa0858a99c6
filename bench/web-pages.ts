import type { Page } from 'playwright-core';
import type { OpenArena } from '../server/open-arena.ts';
import { gameOf } from './bench-arena.ts';
import type { Figure } from './figure.ts';
import { percentile } from './percentile.ts';
import { createPlayed } from './web-arena.ts';

const liveMatches = 50;
const scrubbedSteps = 1_000;
const scrubMs = 4_000;

const paintMsMax = 1_000;
const frameMsMax = 1_000 / 60;

/** The first paint of Watch with a wall of live boards. */
export const measurePaint = async (opened: OpenArena, page: Page): Promise<readonly Figure[]> => {
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

/** What a redraw costs when a long match is scrubbed. */
export const measureScrub = async (opened: OpenArena, page: Page): Promise<readonly Figure[]> => {
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
