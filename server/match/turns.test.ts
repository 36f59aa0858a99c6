import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { createBench, join, joinBoth, play } from '../arena/test-bench.ts';

const ticTacToe = gameById('tic-tac-toe')!;

describe('an ack', () => {
  test('comes after the commit, before the next turn', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    const [first, second] = joinBoth(match);
    expect(first.news()).toEqual(['welcome', 'turn 1']);
    expect(second.news()).toEqual(['welcome']);
    bench.store.hold();
    play(match, 0, 1, 'a', 'A');
    expect([first.news(), second.news()]).toEqual([[], []]);
    bench.store.release();
    expect(first.news()).toEqual(['ack 1 a', 'update 2']);
    expect(second.news()).toEqual(['turn 2']);
  });

  test('of a held action comes at once and tells nobody else; the action is final', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const [first, second] = joinBoth(match);
    first.news();
    second.news();
    bench.store.hold();
    play(match, 0, 1, 'a', 'rock');
    expect(first.news()).toEqual([]);
    bench.store.release();
    expect([first.news(), second.news()]).toEqual([['ack 1 a'], []]);
    expect(match.publicState()).toMatchObject({ step: 0, news: '' });
    expect(JSON.stringify(match.publicState())).not.toContain('"rock"');
    play(match, 0, 1, 'b', 'paper');
    expect(first.news()).toEqual(['refused 1 b stale 3']);
    play(match, 1, 1, 'x', 'paper');
    bench.store.release();
    expect(first.news()).toEqual(['turn 2']);
    expect(second.news()).toEqual(['ack 1 x', 'turn 2']);
    const [, held, step] = await bench.log(match.id);
    expect(held).toMatchObject({ type: 'held', turn: 1, seat: 0, action: 'rock', by: { id: 'a' } });
    expect(step).toMatchObject({ type: 'step', n: 1, actions: { 0: 'rock', 1: 'paper' } });
  });

  test('is the same for an id that comes again: before, during and after its turn, and after a restart', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const [first] = joinBoth(match);
    first.news();
    bench.store.hold();
    play(match, 0, 1, 'a', 'rock');
    play(match, 0, 1, 'a', 'rock');
    play(match, 0, 1, 'a', 'scissors');
    expect(first.news()).toEqual([]);
    bench.store.flow();
    expect(first.news()).toEqual(['ack 1 a']);
    play(match, 0, 1, 'a', 'paper');
    expect(first.news()).toEqual(['ack 1 a']);
    play(match, 1, 1, 'x', 'paper');
    play(match, 0, 2, 'a', 'paper');
    expect(first.news()).toEqual(['turn 2', 'ack 1 a']);
    const next = await bench.restart();
    const resumed = next.arena.live(match.id)!;
    const again = join(resumed, 0);
    play(resumed, 0, 2, 'a', 'paper');
    expect(again.news()).toEqual(['welcome', 'turn 2', 'ack 1 a']);
    expect((await next.log(match.id)).filter(({ type }) => type === 'step')).toHaveLength(1);
  });

  test('of one seat does not answer the same id of another', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const [, second] = joinBoth(match);
    play(match, 0, 1, 'same', 'rock');
    play(match, 1, 1, 'same', 'paper');
    expect(second.news()).toEqual(['welcome', 'turn 1', 'ack 1 same', 'turn 2']);
  });
});

describe('a refusal', () => {
  test('comes after the commit, keeps the turn open and names what would be right', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    const [first] = joinBoth(match);
    first.news();
    bench.store.hold();
    play(match, 0, 1, 'a', 'z9');
    expect(first.news()).toEqual([]);
    bench.store.release();
    expect(first.told.at(-1)).toMatchObject({ type: 'refused', attemptsLeft: 2, id: 'a' });
    play(match, 0, 1, 'a', 'A');
    expect(first.news()).toEqual(['refused 1 a unparsable 2', 'refused 1 a unparsable 2']);
    play(match, 0, 1, 'b', 'A');
    bench.store.flow();
    expect(first.news()).toEqual(['ack 1 b', 'update 2']);
    expect((await bench.log(match.id)).at(-1)).toMatchObject({ by: { 0: { attempts: 2 } } });
  });

  test('is answered alike after a restart, with the attempts that are left', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    joinBoth(match);
    play(match, 0, 1, 'a', 'z9');
    const next = await bench.restart();
    const resumed = next.arena.live(match.id)!;
    const [first] = joinBoth(resumed);
    expect(first.told[1]).toMatchObject({ type: 'turn', attemptsLeft: 2, refusal: { code: 'unparsable' } });
    play(resumed, 0, 1, 'a', 'A');
    expect(first.news()).toEqual(['welcome', 'turn 1', 'refused 1 a unparsable 2']);
  });

  test('that is not durable is not told to a seat that comes back, nor counted against it yet', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    joinBoth(match);
    bench.store.hold();
    play(match, 0, 1, 'a', 'z9');
    const again = join(match, 0);
    expect(again.told[1]).toMatchObject({ type: 'turn', attemptsLeft: 3 });
    expect(again.told[1]).not.toHaveProperty('refusal');
    bench.store.flow();
    expect(again.news()).toEqual(['welcome', 'turn 1', 'refused 1 a unparsable 2']);
  });

  test('that the seat did not wait for is not told with the next turn', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const [first] = joinBoth(match);
    bench.store.hold();
    play(match, 0, 1, 'a', 'lizard');
    play(match, 0, 1, 'b', 'rock');
    play(match, 1, 1, 'x', 'rock');
    bench.store.flow();
    expect(first.told.at(-1)).toMatchObject({ type: 'turn', turn: 2, attemptsLeft: 3 });
    expect(first.told.at(-1)).not.toHaveProperty('refusal');
    expect((await bench.verify(match.id)).status).toBe('unfinished');
  });

  test.each([
    ['an old turn', 0, 1],
    ['a turn to come', 0, 3],
    ['the turn of somebody else', 0, 2],
  ])('of an act for %s is stale, costs nothing and is not logged', async (_, seat, turn) => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    const [first] = joinBoth(match);
    play(match, 0, 1, 'a', 'A');
    first.news();
    const before = (await bench.log(match.id)).length;
    for (let n = 0; n < 200; n++) play(match, seat, turn, `s${n}`, 'B');
    expect(new Set(first.news().map((line) => line.split(' ').slice(3).join(' ')))).toEqual(
      new Set(['stale 3']),
    );
    expect(await bench.log(match.id)).toHaveLength(before);
  });

  test('of a stale act is not kept: the id is free for the turn that comes', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    const [first, second] = joinBoth(match);
    play(match, 1, 2, 'early', 'B');
    play(match, 0, 1, 'a', 'A');
    play(match, 1, 2, 'early', 'B');
    expect(second.news()).toEqual([
      'welcome',
      'refused 2 early stale 3',
      'turn 2',
      'ack 2 early',
      'update 3',
    ]);
    expect(first.news().at(-1)).toBe('turn 3');
  });

  test('keeps the raw answer beside the log, not in it', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    joinBoth(match);
    play(match, 0, 1, 'a', { text: 'my secret plan' });
    const line = (await bench.log(match.id)).at(-1)!;
    expect(JSON.stringify(line)).not.toContain('secret');
    expect(await bench.store.notes(match.id)).toMatchObject([{ text: 'my secret plan' }]);
  });
});

describe('a turn', () => {
  test('lists no legal actions where the match does not tell them', async () => {
    const bench = createBench();
    const { match } = await bench.create({ legalTold: false });
    const [first] = joinBoth(match);
    expect(first.told[0]).toMatchObject({ type: 'welcome', legalTold: false });
    expect(first.told[1]).not.toHaveProperty('legal');
  });

  test('is awaited until it is answered; what was answered already is not', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    joinBoth(match);
    const act = { type: 'act', turn: 1, id: 'a' };
    expect(match.isAwaited(0, act)).toBe(true);
    for (const other of [
      { ...act, turn: 2 },
      { ...act, type: 'resign' },
      { type: 'act', turn: 1 },
    ])
      expect(match.isAwaited(0, other)).toBe(false);
    expect(match.isAwaited(1, act)).toBe(false);
    expect(match.isAwaited(9, act)).toBe(false);
    play(match, 0, 1, 'a', 'z9');
    expect(match.isAwaited(0, act)).toBe(false);
    expect(match.isAwaited(0, { ...act, id: 'b' })).toBe(true);
  });
});
