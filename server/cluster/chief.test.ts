import { describe, expect, test } from 'vitest';
import type { Member } from '../../replays/leases.ts';
import { createChief, createSoleChief } from './chief.ts';

const leaseMs = 600;

/** A process whose looks at the members are made by hand. */
const setUp = () => {
  let members: readonly Member[] | Error = [];
  let due: (() => void) | undefined;
  const reports: string[] = [];
  const told: string[] = [];
  const chief = createChief({
    cluster: {
      memberId: () => 'me',
      members: async () => {
        if (members instanceof Error) throw members;
        return members;
      },
    },
    leaseMs,
    time: {
      monotonicMs: () => 0,
      afterPoll: (callback) => callback(),
      timeout: (_ms, callback) => {
        due = callback;
        return () => {
          due = undefined;
        };
      },
    },
    report: (what) => void reports.push(what),
  });
  const look = async (now: typeof members): Promise<void> => {
    members = now;
    due?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const duty = { begin: () => void told.push('begun'), end: () => void told.push('ended') };
  return { chief, look, duty, told, reports };
};

const me = { id: 'me', url: 'http://me' };
const other = { id: 'other', url: 'http://other' };

describe('the chief', () => {
  test('is the oldest member; its duties begin once, and end with it', async () => {
    const { chief, look, duty, told } = setUp();
    await chief.add(duty);
    await chief.start();
    expect(told).toEqual([]);
    await look([other, me]);
    expect(told).toEqual([]);
    await look([me, other]);
    await look([me]);
    expect(told).toEqual(['begun']);
    await look([other, me]);
    expect(told).toEqual(['begun', 'ended']);
    await look([me]);
    await chief.stop();
    expect(told).toEqual(['begun', 'ended', 'begun', 'ended']);
    await look([me]);
    expect(told).toHaveLength(4);
  });

  test('lays its duties down while the store cannot say who it is, and says so once', async () => {
    const { chief, look, duty, told, reports } = setUp();
    await chief.add(duty);
    await chief.start();
    await look([me]);
    await look(new Error('no network'));
    await look(new Error('no network'));
    expect(told).toEqual(['begun', 'ended']);
    expect(reports).toHaveLength(1);
    await look([me]);
    expect(told).toEqual(['begun', 'ended', 'begun']);
  });

  test('tries a duty again that could not be begun', async () => {
    const { chief, look, told } = setUp();
    let isFailing = true;
    const begin = (): void => {
      if (isFailing) throw new Error('not yet');
      told.push('begun');
    };
    await chief.add({ begin, end: () => void told.push('ended') });
    await chief.start();
    await look([me]);
    isFailing = false;
    await look([me]);
    expect(told).toEqual(['ended', 'begun']);
  });

  test('ends a duty that is being begun when it was begun, and has stopped then', async () => {
    const { chief, look, told } = setUp();
    let go = (): void => {};
    const begin = async (signal: AbortSignal): Promise<void> => {
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      told.push(signal.aborted ? 'called off' : 'begun');
    };
    await chief.add({ begin, end: () => void told.push('ended') });
    await chief.start();
    await look([me]);
    const stopped = chief.stop().then(() => told.push('stopped'));
    expect(told).toEqual([]);
    go();
    await stopped;
    expect(told).toEqual(['called off', 'ended', 'stopped']);
  });

  test('looks on while a duty is being begun, and begins it anew when the former beginning is over', async () => {
    const { chief, look, told } = setUp();
    const beginnings: (() => void)[] = [];
    const begin = (): Promise<void> => new Promise((resolve) => void beginnings.push(resolve));
    await chief.add({ begin, end: () => void told.push('ended') });
    await chief.start();
    await look([me]);
    await look([other, me]);
    await look([me]);
    expect([beginnings.length, told]).toEqual([1, []]);
    beginnings[0]!();
    await new Promise((resolve) => setImmediate(resolve));
    expect([beginnings.length, told]).toEqual([2, ['ended']]);
  });

  test('takes on a duty later, and lets go of it', async () => {
    const { chief, look, duty, told } = setUp();
    await chief.start();
    await look([me]);
    const cancel = await chief.add(duty);
    expect(told).toEqual(['begun']);
    cancel();
    expect(told).toEqual(['begun', 'ended']);
  });

  test('is every process that is alone', async () => {
    const { duty, told } = setUp();
    const chief = createSoleChief();
    const cancel = await chief.add(duty);
    cancel();
    await chief.stop();
    expect(told).toEqual(['begun', 'ended']);
  });
});
