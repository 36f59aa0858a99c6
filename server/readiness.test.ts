import { expect, test } from 'vitest';
import { createFaults } from './faults.ts';
import { createLife } from './life.ts';
import { createLoopWatch } from './loop-watch.ts';
import type { Match } from './match/match.ts';
import { createTestTime } from './match/test-time.ts';
import { createReadiness, type ReadinessDeps } from './readiness.ts';

const createParts = (cluster?: ReadinessDeps['cluster']) => {
  const life = createLife(0);
  const time = createTestTime();
  const told: string[] = [];
  const store = { error: undefined as Error | undefined };
  const matches: Pick<Match, 'isStuck'>[] = [];
  const readiness = createReadiness({
    life,
    arena: { matches: () => matches as Match[] },
    cluster,
    loop: createLoopWatch(time),
    probe: () => (store.error === undefined ? Promise.resolve() : Promise.reject(store.error)),
    faults: createFaults({ error: (_, message) => told.push(message) }),
  });
  return { life, time, told, store, matches, readiness };
};

test('an arena is ready between the taking up of its matches and its draining', async () => {
  const { life, readiness } = createParts();
  expect(await readiness.reasons()).toEqual(['starting']);
  life.serve();
  expect(await readiness.reasons()).toEqual([]);
  life.drain();
  expect(await readiness.reasons()).toEqual(['draining']);
});

test('an arena whose store refuses writes is not ready, and says so once until it recovers', async () => {
  const { life, store, told, readiness } = createParts();
  life.serve();
  store.error = new Error('database or disk is full');
  expect(await readiness.reasons()).toEqual(['store-failed']);
  expect(await readiness.reasons()).toEqual(['store-failed']);
  expect(told).toHaveLength(1);
  store.error = undefined;
  expect(await readiness.reasons()).toEqual([]);
  store.error = new Error('again');
  await readiness.reasons();
  expect(told).toHaveLength(2);
});

test('an arena is not ready while a match waits for the store to take its lines', async () => {
  const { life, matches, readiness } = createParts();
  life.serve();
  let isStuck = true;
  matches.push({ isStuck: () => false }, { isStuck: () => isStuck });
  expect(await readiness.reasons()).toEqual(['store-failed']);
  isStuck = false;
  expect(await readiness.reasons()).toEqual([]);
});

test('a member of a cluster is not ready while it has no lease', async () => {
  const lease: { id: string | undefined } = { id: undefined };
  const { life, readiness } = createParts({ memberId: () => lease.id });
  life.serve();
  expect(await readiness.reasons()).toEqual(['no-lease']);
  lease.id = 'one';
  expect(await readiness.reasons()).toEqual([]);
});

test('an arena whose loop is late is not ready until it has caught up', async () => {
  const { life, time, readiness } = createParts();
  life.serve();
  time.advance(1_000);
  time.stall(900);
  time.advance(0);
  expect(await readiness.reasons()).toEqual([]);
  time.stall(10_000);
  expect(await readiness.reasons()).toEqual(['loop-late']);
  time.advance(250);
  expect(await readiness.reasons()).toEqual(['loop-late']);
  time.advance(2_000);
  expect(await readiness.reasons()).toEqual([]);
});
