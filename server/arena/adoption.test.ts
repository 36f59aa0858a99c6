import { describe, expect, test } from 'vitest';
import type { AnyGame } from '../../games/game.ts';
import { gameById } from '../../games/registry.ts';
import type { LedgerRow } from '../../replays/ledger.ts';
import { ledgerRowOf } from '../../replays/tally.ts';
import { setUpHere } from './set-up.ts';
import { createThreadError } from './setup-error.ts';
import { createBench, joinBoth, play, type Bench } from './test-bench.ts';

const rps = gameById('rock-paper-scissors')!;
const renewed: AnyGame = { ...rps, version: rps.version + 1 };
/** The same version, by rules that nobody told of their change. */
const changed: AnyGame = {
  ...rps,
  step: (state, actions, rng) => ({ ...rps.step(state, actions, rng), net: 7 }),
};
const gone = (): undefined => undefined;
const withRps = (game: AnyGame) => (id: string) => (id === rps.id ? game : gameById(id));

/** A match with one step, a held action and a refusal, whose process stopped. */
const createUnfinished = async (): Promise<{ bench: Bench; id: string }> => {
  const bench = createBench();
  const { match } = await bench.create({ group: { pair: 'p1' }, release: 'group' });
  joinBoth(match);
  play(match, 0, 1, 'a', 'rock');
  play(match, 1, 1, 'x', 'paper');
  play(match, 1, 2, 'y', 'lizard');
  play(match, 0, 2, 'b', { action: 'rock', usage: { input: 5 } });
  return { bench, id: match.id };
};

describe('a log that this build cannot play on is ended as void', () => {
  test.each([
    ['its game is gone', gone, 'this build does not have rock-paper-scissors@1', 'no-game'],
    ['its version is gone', withRps(renewed), 'this build does not have rock-paper-scissors@1', 'no-game'],
    ['it replays otherwise', withRps(changed), 'replays to another state at step 1', 'not-adopted'],
  ])('because %s', async (_, gameOf, why, code) => {
    const { bench, id } = await createUnfinished();
    const next = await bench.restart({ gameOf });
    expect(next.arena.matchesCount()).toBe(0);
    expect(next.reports).toEqual([expect.stringContaining(why)]);
    const log = await next.log(id);
    const step = log.findLast((line) => line.type === 'step');
    expect(log.slice(-2)).toMatchObject([
      { type: 'event', kind: 'failure', turn: 2, code },
      { type: 'end', termination: 'void-infra', outcome: null, fault: null, group: { pair: 'p1' } },
    ]);
    expect(log.at(-1)).toHaveProperty('state', step!.state);
    expect(await next.verify(id, gameById)).toMatchObject({ status: 'valid', warnings: [] });
    expect(await next.verify(id, gone)).toMatchObject({ status: 'sealed' });
    expect(await next.store.adoptUnfinished()).toEqual([]);
    // A build that has the game comes to the very row.
    const [{ seq: _seq, prev: _prev, ...row }] = (await next.store.ledger(0, 9)) as [LedgerRow];
    expect(ledgerRowOf((await next.store.read(id))!, gameById)).toEqual(row);
  });

  test('with a ledger row that has its costs', async () => {
    const { bench } = await createUnfinished();
    const next = await bench.restart({ gameOf: gone });
    expect(await next.store.ledger(0, 9)).toMatchObject([
      {
        termination: 'void-infra',
        group: { pair: 'p1' },
        steps: 1,
        seats: [
          { turns: 1, tokensIn: 5, score: null },
          { turns: 1, refusals: { unparsable: 1 }, score: null },
        ],
      },
    ]);
  });

  test('before its first step, with the state of its setup where this build can tell it', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const broken: AnyGame = {
      ...rps,
      roles: () => {
        throw new Error('no roles');
      },
    };
    joinBoth(match);
    play(match, 0, 1, 'a', 'rock');
    const next = await bench.restart({ gameOf: withRps(broken) });
    expect(next.arena.matchesCount()).toBe(0);
    expect((await next.log(match.id)).at(-1)).toMatchObject({ termination: 'void-infra' });
    expect(await next.verify(match.id, gameById)).toMatchObject({ status: 'valid' });
  });

  test('when the store is there again', async () => {
    const { bench, id } = await createUnfinished();
    bench.arena.close();
    const next = createBench({ gameOf: gone, disk: bench.store });
    next.store.hold();
    const adopting = next.arena.adopt();
    await new Promise(setImmediate);
    next.store.fail();
    next.time.advance(1_001);
    next.store.flow();
    expect(await adopting).toBe(0);
    expect((await next.log(id)).at(-1)).toMatchObject({ type: 'end' });
  });
});

test('the matches beside it are played on', async () => {
  const bench = createBench();
  const lost = await bench.create();
  const kept = await bench.create({ game: gameById('tic-tac-toe')! });
  for (const { match } of [lost, kept]) joinBoth(match);
  play(kept.match, 0, 1, 'a', 'A');
  bench.arena.close();
  const next = createBench({ gameOf: withRps(renewed), disk: bench.store });
  expect(await next.arena.adopt()).toBe(1);
  const [, second] = joinBoth(next.arena.live(kept.match.id)!);
  expect(second.news()).toEqual(['welcome', 'turn 2']);
  expect((await next.log(lost.match.id)).at(-1)).toMatchObject({ termination: 'void-infra' });
});

test('a header that nobody can read leaves its log as it is, and is reported', async () => {
  const bench = createBench();
  const { match } = await bench.create();
  bench.arena.close();
  const unreadable = {
    ...bench.store,
    adoptUnfinished: async () =>
      (await bench.store.adoptUnfinished()).map((unfinished) => ({ ...unfinished, lines: ['{'] })),
  };
  const next = createBench({ disk: unreadable });
  expect(await next.arena.adopt()).toBe(0);
  expect(next.reports).toEqual(['not adopted: its header cannot be read']);
  expect(await next.log(match.id)).toHaveLength(1);
});

test('a match is played on from a start that another thread finds', async () => {
  const { bench, id } = await createUnfinished();
  const setUp = async (...given: Parameters<typeof setUpHere>): Promise<unknown> => setUpHere(...given);
  const next = await bench.restart({ setUp });
  expect(next.reports).toEqual([]);
  const match = next.arena.live(id)!;
  joinBoth(match);
  play(match, 1, 2, 'z', 'rock');
  expect(await next.verify(id)).toMatchObject({ status: 'valid' });
});

test('a thread that ends before it has found the start leaves the log as it is, for the next process', async () => {
  const { bench, id } = await createUnfinished();
  const next = await bench.restart({
    setUp: () => Promise.reject(createThreadError('the arena is closed')),
  });
  expect(next.reports).toEqual(['not adopted: the arena is closed']);
  expect(next.arena.live(id)).toBeUndefined();
  const third = await next.restart({ setUp: setUpHere });
  expect(third.arena.live(id)?.status()).toBe('running');
});
