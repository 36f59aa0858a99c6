import { expect, test } from 'vitest';
import type { Arena } from '../../server/arena/arena.ts';
import type { Match } from '../../server/match/match.ts';
import type { MatchResult } from '../../server/match/result.ts';
import { startExhibition } from './exhibition.ts';
import { createPlayHost } from './hosts.ts';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** An exhibition in an arena of which the test ends the matches, and in which time goes by where it says so. */
const openExhibition = async () => {
  const host = createPlayHost();
  const running = new Set<string>();
  const timers = new Map<() => void, number>();
  let [nowMs, created, watched, isBroken] = [0, 0, false, false];
  let ended: (match: Match, result: MatchResult) => void = () => {};
  const failures: unknown[] = [];
  const arena = {
    matches: () => [...running].map((id) => ({ id })),
    create: ({ id }: { readonly id: string }) => {
      if (isBroken) return Promise.reject(new Error('the store failed'));
      created += 1;
      running.add(id);
      return Promise.resolve();
    },
    onEnded: (listener: typeof ended) => {
      ended = listener;
      return () => {};
    },
  } as unknown as Pick<Arena, 'matches' | 'create' | 'onEnded'>;
  const stop = startExhibition({
    arena,
    host,
    rated: true,
    isWatched: () => watched,
    time: {
      monotonicMs: () => nowMs,
      timeout: (ms, callback) => {
        timers.set(callback, nowMs + ms);
        return () => timers.delete(callback);
      },
    },
    onResult: () => {},
    onFailure: (error) => failures.push(error),
  });
  await settle();
  return {
    created: () => created,
    running: () => running.size,
    failures,
    watch: (is: boolean) => (watched = is),
    breakStore: (is: boolean) => (isBroken = is),
    endAll: async () => {
      for (const id of [...running]) {
        running.delete(id);
        ended({ id } as Match, {} as MatchResult);
        await settle();
      }
    },
    pass: async (ms: number) => {
      for (const until = nowMs + ms; nowMs < until;) {
        nowMs += 1_000;
        for (const [callback, due] of timers) if (due <= nowMs && timers.delete(callback)) callback();
        await settle();
      }
    },
    close: async () => {
      stop();
      await host.close();
      return timers.size;
    },
  };
};

test('the exhibition is brisk at first, and then while somebody watches; else an encounter a minute', async () => {
  const show = await openExhibition();
  expect(show.running()).toBe(6);
  while (show.created() < 1_000) await show.endAll();
  const before = show.created();
  await show.endAll();
  // An hour in which nobody watches.
  for (let minute = 0; minute < 60; minute++) {
    await show.pass(60_000);
    await show.endAll();
  }
  expect(show.created() - before).toBe(120);
  await show.endAll();
  show.watch(true);
  await show.pass(1_000);
  expect(show.running()).toBe(6);
  await show.endAll();
  expect(show.running()).toBe(6);
  expect(await show.close()).toBe(0);
});

test('a store that fails is asked again after some seconds, and not at every look', async () => {
  const show = await openExhibition();
  show.breakStore(true);
  await show.endAll();
  const failed = show.failures.length;
  await show.pass(4_000);
  expect(show.failures).toHaveLength(failed);
  await show.pass(2_000);
  expect(show.failures.length).toBeGreaterThan(failed);
  show.breakStore(false);
  await show.pass(10_000);
  expect(show.running()).toBe(6);
  expect(await show.close()).toBe(0);
});
