import { expect, test } from 'vitest';
import type { Match } from '../match/match.ts';
import { createTestTime } from '../match/test-time.ts';
import type { TournamentStatus } from '../protocol/tournament-routes.ts';
import { callOffCancelled, type CallingOffDeps } from './called-off.ts';
import { matchPrefix } from './pair.ts';

type Listeners = Set<(match: Match) => void>;

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** A process that plays matches of tournaments, each of which somebody may have cancelled. */
const createBench = () => {
  const time = createTestTime();
  const status = new Map<string, TournamentStatus>();
  const creators = new Map<string, string | null>();
  const cancelled: string[] = [];
  const reported: string[] = [];
  const [created, gone]: [Listeners, Listeners] = [new Set(), new Set()];
  const on = (set: Listeners) => (listener: (match: Match) => void) => {
    set.add(listener);
    return () => set.delete(listener);
  };
  const table = {
    isDown: false,
    asked: 0,
    find: async (id: string) => {
      table.asked += 1;
      if (table.isDown) throw new Error('the store is away');
      return { status: status.get(id) };
    },
  };
  callOffCancelled({
    arena: {
      matches: () => [],
      creatorOf: (id: string) => creators.get(id),
      onCreated: on(created),
      onEnded: on(gone),
      onLeft: on(gone),
    },
    table,
    clock: { after: time.timeout },
    faults: { report: (where: string) => void reported.push(where) },
    isPlayedHere: (id: string) => id === 'ours',
  } as unknown as CallingOffDeps);
  const enter = (id: string, creator: string | null): Match => {
    const match = { id, cancel: () => void cancelled.push(id) } as unknown as Match;
    creators.set(id, creator);
    for (const listener of created) listener(match);
    return match;
  };
  return {
    status,
    cancelled,
    reported,
    table,
    enter,
    leave: (match: Match) => {
      for (const listener of gone) listener(match);
    },
    pass: async (seconds: number) => {
      for (let at = 0; at < seconds; at++) {
        time.advance(1_000);
        await settle();
      }
    },
    pending: () => time.pending(),
  };
};

test('matches of a tournament that another process cancelled are called off, and no others', async () => {
  const bench = createBench();
  const [cup, league] = [matchPrefix('cup'), matchPrefix('league')];
  bench.enter(`${cup}1`, 'cup');
  const moved = bench.enter(`${cup}2`, 'cup');
  bench.enter(`${league}1`, 'league');
  bench.enter('m1', 'cup');
  bench.enter('m2', null);
  bench.enter(`${matchPrefix('ours')}1`, 'ours');
  bench.status.set('cup', 'running').set('league', 'paused').set('ours', 'cancelled');
  await bench.pass(3);
  expect(bench.cancelled).toEqual([]);
  bench.leave(moved);
  bench.status.set('cup', 'cancelled');
  await bench.pass(1);
  expect(bench.cancelled).toEqual([`${cup}1`]);
});

test('a match that is taken over after its tournament was cancelled is called off too; without any nothing is asked', async () => {
  const bench = createBench();
  await bench.pass(3);
  expect(bench.table.asked).toBe(0);
  expect(bench.pending()).toBe(0);
  bench.status.set('cup', 'cancelled');
  bench.table.isDown = true;
  const match = bench.enter(`${matchPrefix('cup')}1`, 'cup');
  await bench.pass(3);
  expect(bench.reported).toEqual(['cancelled tournaments']);
  bench.table.isDown = false;
  await bench.pass(1);
  expect(bench.cancelled).toEqual([match.id]);
  bench.leave(match);
  await bench.pass(1);
  expect(bench.pending()).toBe(0);
});
