import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { systemTime, type TimeSource } from '../../server/match/arena-clock.ts';
import type { Clock } from '../../server/match/ports.ts';
import { createLobby } from '../../server/lobby/lobby.ts';
import { runHistory, type Parts } from './history.ts';
import { violationsOf } from './invariants.ts';
import { createFaultyStore } from './store.ts';
import { createSimulatedTime, type SimulatedTime } from './time.ts';

const histories = 1500;

/** The first violation within some histories. */
const firstViolation = async (
  label: string,
  most: number,
  parts: Partial<Parts> = {},
): Promise<string | undefined> => {
  for (let at = 0; at < most; at++) {
    const seed = `${label}-${at}`;
    const violations = await violationsOf(await runHistory(seed, parts));
    if (violations.length > 0) return `${seed}: ${violations.join('; ')}`;
  }
  return undefined;
};

describe('the match under faults', () => {
  test(`the invariants hold over ${histories} histories`, async () => {
    expect(await firstViolation('ci', histories)).toBeUndefined();
  });

  test('a seed reproduces its history', async () => {
    const run = async (): Promise<unknown> => {
      const { matches, disk, simulatedMs } = await runHistory('again');
      return { simulatedMs, logs: await Promise.all(matches.map(({ id }) => disk.read(id))) };
    };
    expect(await run()).toEqual(await run());
  });
});

/** A log without what follows from the time of day. */
const timeless = (lines: readonly string[] | undefined): unknown =>
  lines?.map((line) => {
    const {
      at: _at,
      prev: _prev,
      signature: _signature,
      ...rest
    } = JSON.parse(line) as Record<string, unknown>;
    return rest;
  });

test('the wall clock decides nothing: matches are the same whether or not it is set forward and back', async () => {
  const steady = (): SimulatedTime => ({ ...createSimulatedTime(), setWall: () => {} });
  let jumped = 0;
  for (let at = 0; at < 150; at++) {
    const seed = `wall-${at}`;
    const [set, unset] = [await runHistory(seed), await runHistory(seed, { createTime: steady })];
    if (set.clockJumps.length > 0) jumped += 1;
    expect(set.simulatedMs, seed).toBe(unset.simulatedMs);
    for (const { id } of set.matches)
      expect(timeless(await set.disk.read(id)), seed).toEqual(timeless(await unset.disk.read(id)));
  }
  expect(jumped).toBeGreaterThan(40);
});

describe('the invariants notice', () => {
  test('a clock that follows the one on the wall', async () => {
    const createClock = (source: TimeSource): Clock => ({
      now: () => Date.parse(source.instant()),
      instant: () => source.instant(),
      after: (ms, callback) => source.timeout(ms, callback),
      onPause: () => () => {},
    });
    expect(await firstViolation('wall', histories, { createClock })).toMatch(/was blamed|every match/);
  });

  test('a store that acknowledges before it has written', async () => {
    const createStore: Parts['createStore'] = (disk, world, life) => {
      const store = createFaultyStore(disk, world, life);
      return {
        ...store,
        append: (append, done) => {
          done();
          store.append(append, () => {});
        },
      };
    };
    expect(await firstViolation('early-ack', histories, { createStore })).toMatch(
      /not in the log|finished log|every match|was durable/,
    );
  });

  test('a clock that runs while the process stands still', async () => {
    const createClock = (source: TimeSource): Clock => ({
      now: () => source.monotonicMs(),
      instant: () => source.instant(),
      after: (ms, callback) => source.timeout(ms, callback),
      onPause: () => () => {},
    });
    expect(await firstViolation('frozen', histories, { createClock })).toMatch(/was blamed/);
  });

  test('a view that shows every card', async () => {
    const kuhn = gameById('kuhn-poker')!;
    const leaky = { ...kuhn, view: (state: unknown) => kuhn.view(state, 'referee') as unknown };
    const gameOf: Parts['gameOf'] = (id) => (id === kuhn.id ? leaky : gameById(id));
    expect(await firstViolation('cards', histories, { gameOf })).toMatch(/saw something else/);
  });

  test('a text that tells more than its view', async () => {
    const kuhn = gameById('kuhn-poker')!;
    const chatty = { ...kuhn, describe: (view: unknown) => `${kuhn.describe(view)} They have K.` };
    const gameOf: Parts['gameOf'] = (id) => (id === kuhn.id ? chatty : gameById(id));
    expect(await firstViolation('texts', histories, { gameOf })).toMatch(/saw something else/);
  });

  test('a refusal that tells of the cards', async () => {
    const kuhn = gameById('kuhn-poker')!;
    const parseAction: typeof kuhn.parseAction = (text, view) => {
      const parsed = kuhn.parseAction(text, view);
      return 'action' in parsed ? parsed : { ...parsed, message: `${parsed.message} They have K.` };
    };
    const gameOf: Parts['gameOf'] = (id) => (id === kuhn.id ? { ...kuhn, parseAction } : gameById(id));
    expect(await firstViolation('reasons', histories, { gameOf })).toMatch(/another reason/);
  });

  test('a store that takes every group for over', async () => {
    const createStore: Parts['createStore'] = (disk, world, life) => ({
      ...createFaultyStore(disk, world, life),
      isGroupOver: () => Promise.resolve(true),
    });
    expect(await firstViolation('groups', histories, { createStore })).toMatch(/was released while/);
  });

  test('a ledger that gives the points to the other seat', async () => {
    const createStore: Parts['createStore'] = (disk, world, life) => {
      const store = createFaultyStore(disk, world, life);
      return {
        ...store,
        append: (append, done) => {
          const { finish } = append;
          const scores = finish?.seats.map(({ score }) => score).toReversed();
          const seats = finish?.seats.map((seat, at) => ({ ...seat, score: scores![at]! }));
          store.append(
            finish === undefined ? append : { ...append, finish: { ...finish, seats: seats! } },
            done,
          );
        },
      };
    };
    expect(await firstViolation('points', histories, { createStore })).toMatch(/another row in the ledger/);
  });

  test('a lobby that forgets its invitations at a restart', async () => {
    const forgetful: Parts['createLobby'] = (deps) =>
      createLobby({ ...deps, arena: { ...deps.arena, matches: () => [] } });
    expect(await firstViolation('forgetful', histories, { createLobby: forgetful })).toMatch(
      /was not brought to the match/,
    );
  });

  test('a lobby that does not count', async () => {
    const generous: Parts['createLobby'] = (deps) => {
      const lobby = createLobby(deps);
      return {
        ...lobby,
        attend: (agent, wire) => {
          const attendance = lobby.attend(agent, wire);
          return { ...attendance, enter: (request) => attendance.enter({ ...request, concurrency: 100 }) };
        },
      };
    };
    expect(await firstViolation('generous', histories, { createLobby: generous })).toMatch(
      /beyond its concurrency/,
    );
  });

  test('a lobby that offers the same seat again and again', async () => {
    const nervous: Parts['createLobby'] = (deps) =>
      createLobby({ ...deps, limits: { ...deps.limits, inviteMs: 100 } });
    expect(await firstViolation('nervous', histories, { createLobby: nervous })).toMatch(/invited twice/);
  });

  test('rules that are random', async () => {
    const game = gameById('rock-paper-scissors')!;
    const random = {
      ...game,
      step: (...[state, actions, rng]: Parameters<typeof game.step>) =>
        game.step(
          state,
          Math.trunc(systemTime.monotonicMs() * 1000) % 2 === 0
            ? actions
            : new Map([...actions].map(([seat]) => [seat, 'rock'])),
          rng,
        ) as unknown,
    };
    const gameOf: Parts['gameOf'] = (id) => (id === game.id ? random : gameById(id));
    expect(await firstViolation('random', histories, { gameOf })).toMatch(/verify/);
  });
});
