import { expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import type { MatchPlan } from '../arena/plan.ts';
import { presetClocks } from '../match/clock-presets.ts';
import { createAdmission } from './admission.ts';

const never = new AbortController().signal;

const planFor = (agents: readonly string[]): MatchPlan => ({
  game: gameById('tic-tac-toe')!,
  config: {},
  seats: agents.map((agent) => ({ entry: { agent, name: agent, owner: 'ada', kind: 'script' } })),
  clock: presetClocks.bot,
  attempts: { max: 3, then: 'forfeit' },
  legalTold: true,
  rated: false,
  release: 'end',
});

/** A lobby whose agents have so many free places, and a clock that goes on when it is told. */
const createBench = (free: Map<string, number>, there: ReadonlySet<string> = new Set(free.keys())) => {
  let nowMs = 0;
  const alarms: { readonly atMs: number; readonly ring: () => void }[] = [];
  const admit = createAdmission({
    lobby: {
      presences: () =>
        [...there].map((agent) => ({
          agent,
          games: ['tic-tac-toe'],
          concurrency: free.get(agent) ?? 0,
          matches: 0,
          challenges: false,
        })),
    },
    clock: {
      now: () => nowMs,
      after: (ms, ring) => {
        alarms.push({ atMs: nowMs + ms, ring });
        return () => {};
      },
    },
  });
  /** Lets time pass, in steps in which everybody who waits looks once. */
  const pass = async (ms: number): Promise<void> => {
    for (const endMs = nowMs + ms; nowMs < endMs;) {
      nowMs += 250;
      for (const alarm of alarms.splice(0)) alarm.ring();
      await new Promise(setImmediate);
    }
  };
  return { admit, pass };
};

test('without agents there is nothing to wait for', async () => {
  const { admit } = createBench(new Map());
  await admit({ ...planFor([]) }, never);
});

test('an agent that is busy is waited for, however long it takes', async () => {
  const free = new Map([['a', 1]]);
  const { admit, pass } = createBench(free);
  const first = await admit(planFor(['a']), never);
  let isAdmitted = false;
  const second = admit(planFor(['a']), never).then((admission) => {
    isAdmitted = true;
    return admission;
  });
  // The first is being made, then played; in both cases there is no room for another.
  await pass(presetClocks.bot.joinMs);
  expect(isAdmitted).toBe(false);
  free.set('a', 0);
  first.made();
  await pass(presetClocks.bot.joinMs);
  expect(isAdmitted).toBe(false);
  free.set('a', 1);
  await pass(250);
  expect(isAdmitted).toBe(true);
  (await second).made();
});

test('an agent that is not there gets as long as it has to come to a match', async () => {
  const { admit, pass } = createBench(new Map([['a', 1]]));
  let isAdmitted = false;
  void admit(planFor(['a', 'b']), never).then(() => (isAdmitted = true));
  await pass(presetClocks.bot.joinMs - 250);
  expect(isAdmitted).toBe(false);
  await pass(250);
  expect(isAdmitted).toBe(true);
});

test('whoever stops the tournament waits for nobody', async () => {
  const { admit, pass } = createBench(new Map([['a', 0]]));
  const stop = new AbortController();
  let isAdmitted = false;
  void admit(planFor(['a']), stop.signal).then(() => (isAdmitted = true));
  stop.abort();
  await pass(250);
  expect(isAdmitted).toBe(true);
});
