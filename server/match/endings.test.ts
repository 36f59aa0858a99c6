import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { createBench, join, joinBoth, play } from '../arena/test-bench.ts';

const ticTacToe = gameById('tic-tac-toe')!;

describe('a resignation', () => {
  test('ends the match at once, out of turn too, with nobody at fault', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    const [first] = joinBoth(match);
    match.resign(1);
    expect(first.told.at(-1)).toMatchObject({
      type: 'end',
      termination: 'resign',
      fault: null,
      outcome: { scores: [1, 0] },
    });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('before the start is nothing', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    join(match, 0);
    match.resign(0);
    expect(match.status()).toBe('waiting');
  });

  test('while a step is being stored comes after that step', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    const [first] = joinBoth(match);
    bench.store.hold();
    play(match, 0, 1, 'a', 'A');
    match.resign(0);
    bench.store.flow();
    expect(first.news()).toEqual(['welcome', 'turn 1', 'ack 1 a', 'end resign']);
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('while the deciding step is being stored does not undo it', async () => {
    const bench = createBench();
    const { match } = await bench.create({ config: { rounds: 1 } });
    const [first] = joinBoth(match);
    play(match, 0, 1, 'a', 'rock');
    bench.store.hold();
    play(match, 1, 1, 'x', 'scissors');
    match.resign(0);
    match.cancel();
    bench.time.advance(100_000);
    bench.store.flow();
    expect(first.told.at(-1)).toMatchObject({ termination: 'normal', outcome: { scores: [1, -1] } });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });
});

describe('a cancellation', () => {
  test.each([
    ['waits', 1],
    ['runs', 2],
  ])('of a match that %s aborts it and says so', async (_, seats) => {
    const bench = createBench();
    const { match } = await bench.create();
    const first = join(match, 0);
    if (seats === 2) join(match, 1);
    match.cancel();
    expect(first.told.at(-1)).toMatchObject({ termination: 'aborted', outcome: null, fault: null });
    expect((await bench.log(match.id)).at(-2)).toMatchObject({ kind: 'cancelled' });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });
});

describe('an end', () => {
  test('is told only when it is durable, with its ledger row', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const [first] = joinBoth(match);
    bench.store.hold();
    match.resign(0);
    expect(first.news()).toEqual(['welcome', 'turn 1']);
    expect(match.status()).toBe('running');
    bench.store.flow();
    expect(first.news()).toEqual(['end resign']);
    expect(await bench.store.ledger(0, 10)).toMatchObject([{ match: match.id, termination: 'resign' }]);
  });

  test('is one, whatever else would end the match while it is stored', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const [first, second] = joinBoth(match);
    bench.store.hold();
    match.resign(0);
    match.resign(1);
    match.cancel();
    match.disconnect(1, second);
    play(match, 1, 1, 'x', 'rock');
    bench.time.advance(100_000);
    bench.store.flow();
    expect(first.news()).toEqual(['welcome', 'turn 1', 'end resign']);
    expect((await bench.log(match.id)).map(({ type }) => type)).toEqual(['header', 'event', 'end']);
  });

  test('leaves no timer and no listener of the clock behind', async () => {
    const bench = createBench();
    const idle = bench.time.pending();
    const { match } = await bench.create();
    const [first] = joinBoth(match);
    match.disconnect(0, first);
    expect(bench.time.pending()).toBeGreaterThan(idle);
    match.resign(1);
    expect(bench.time.pending()).toBe(idle);
    bench.time.stall(60_000);
    bench.time.advance(60_000);
    expect((await bench.log(match.id)).at(-1)).toMatchObject({ type: 'end' });
    expect(bench.reports).toEqual([]);
  });

  test('is told to who asks for it afterwards', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    joinBoth(match);
    match.resign(0);
    const heard: string[] = [];
    match.onEnd(({ termination }) => heard.push(termination));
    expect(heard).toEqual(['resign']);
  });
});
