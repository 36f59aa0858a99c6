import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { createBench, join, joinBoth, play, type Bench } from '../arena/test-bench.ts';

const ticTacToe = gameById('tic-tac-toe')!;
const typesOf = async (bench: Bench, match: string): Promise<readonly string[]> =>
  (await bench.log(match)).map((line) => (line.type === 'event' ? line.kind : line.type));

describe('a match whose process stopped', () => {
  test('before anybody played waits for its seats again', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    joinBoth(match);
    const next = await bench.restart();
    const resumed = next.arena.live(match.id)!;
    expect(resumed.status()).toBe('waiting');
    joinBoth(resumed);
    expect(resumed.status()).toBe('running');
  });

  test('between a held action and its step goes on from the held action', async () => {
    const bench = createBench();
    const { match } = await bench.create({ config: { rounds: 1 } });
    joinBoth(match);
    play(match, 0, 1, 'a', 'rock');
    const next = await bench.restart();
    const resumed = next.arena.live(match.id)!;
    const [first, second] = joinBoth(resumed);
    expect(first.told).toMatchObject([{ type: 'welcome', last: { turn: 1, id: 'a' } }]);
    expect(second.news()).toEqual(['welcome', 'turn 1']);
    play(resumed, 0, 1, 'b', 'paper');
    play(resumed, 1, 1, 'x', 'paper');
    expect(first.news()).toEqual(['welcome', 'refused 1 b stale 3', 'end normal']);
    expect(await next.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('between the last step and the end is ended by the rules', async () => {
    const bench = createBench();
    const { match } = await bench.create({ config: { rounds: 1 } });
    joinBoth(match);
    play(match, 0, 1, 'a', 'rock');
    bench.store.hold();
    play(match, 1, 1, 'x', 'paper');
    bench.store.release();
    expect(await typesOf(bench, match.id)).toEqual(['header', 'held', 'step']);
    const next = await bench.restart();
    expect(await typesOf(next, match.id)).toEqual(['header', 'held', 'step', 'adopted', 'end']);
    expect(next.arena.matchesCount()).toBe(0);
    expect(join(next.arena.live(match.id)!, 0).news()).toEqual(['welcome', 'end normal']);
    expect(await next.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('between the last refusal and the end is ended by the attempts', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe, attempts: { max: 1, then: 'forfeit' } });
    joinBoth(match);
    bench.store.hold();
    play(match, 0, 1, 'a', { text: '' });
    bench.store.release();
    const next = await bench.restart();
    expect(await typesOf(next, match.id)).toEqual(['header', 'refusal', 'adopted', 'end']);
    expect((await next.log(match.id)).at(-1)).toMatchObject({
      termination: 'attempts',
      fault: { seat: 0, class: 'empty' },
    });
    expect(await next.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('between the last refusal and the default action plays the default action, once', async () => {
    const bench = createBench();
    const attempts = { max: 1, then: { default: 'rock' } };
    const { match } = await bench.create({ config: { rounds: 1 }, attempts });
    joinBoth(match);
    bench.store.hold();
    play(match, 0, 1, 'a', { text: '' });
    bench.store.release();
    const second = await bench.restart();
    expect(await typesOf(second, match.id)).toEqual(['header', 'refusal', 'adopted', 'held']);
    const third = await second.restart();
    expect(await typesOf(third, match.id)).toEqual(['header', 'refusal', 'adopted', 'held', 'adopted']);
    const resumed = third.arena.live(match.id)!;
    joinBoth(resumed);
    play(resumed, 1, 1, 'x', 'paper');
    expect(await third.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('times the pending turn anew, from when its seat is told of it', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    joinBoth(match);
    play(match, 0, 1, 'a', 'A');
    bench.time.advance(9_000);
    const next = await bench.restart();
    const resumed = next.arena.live(match.id)!;
    join(resumed, 0);
    next.time.advance(15_000);
    const second = join(resumed, 1);
    expect(second.told[1]).toMatchObject({ type: 'turn', turn: 2, deadline: { moveMs: 10_000 } });
    next.time.advance(10_249);
    expect(resumed.status()).toBe('running');
    next.time.advance(2);
    expect(second.news().at(-1)).toBe('end timeout');
  });

  const bankClock = {
    preset: 'custom',
    bankMs: 60_000,
    incrementMs: 1_000,
    disconnectMs: 60_000,
    joinMs: 60_000,
  } as const;
  const banksIn = (bench: Bench, match: string): readonly (number | null)[] =>
    bench.arena
      .live(match)!
      .publicState()
      .seats.map(({ bankMs }) => bankMs);

  test('keeps the banks that the log tells', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe, clock: bankClock });
    joinBoth(match);
    bench.time.advance(20_000);
    play(match, 0, 1, 'a', 'A');
    const next = await bench.restart();
    expect(banksIn(next, match.id)).toEqual([41_000, 60_000]);
  });

  test('keeps what a held action took from its bank, once', async () => {
    const bench = createBench();
    const { match } = await bench.create({ clock: bankClock });
    joinBoth(match);
    bench.time.advance(20_000);
    play(match, 0, 1, 'a', 'rock');
    const next = await bench.restart();
    expect(banksIn(next, match.id)).toEqual([41_000, 60_000]);
    joinBoth(next.arena.live(match.id)!);
    next.time.advance(5_000);
    play(next.arena.live(match.id)!, 1, 1, 'x', 'rock');
    const after = await next.restart();
    expect(banksIn(after, match.id)).toEqual([41_000, 56_000]);
  });

  test('to which nobody comes back is void, not somebody’s loss', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    joinBoth(match);
    play(match, 0, 1, 'a', 'A');
    const next = await bench.restart();
    next.time.advance(50_249);
    expect(next.arena.live(match.id)!.status()).toBe('running');
    next.time.advance(2);
    expect((await next.log(match.id)).at(-1)).toMatchObject({ termination: 'void-infra', fault: null });
    expect(await next.verify(match.id)).toMatchObject({ status: 'valid', warnings: [] });
  });

  test('to which one seat does not come back is lost by that seat', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    joinBoth(match);
    play(match, 0, 1, 'a', 'A');
    const next = await bench.restart();
    join(next.arena.live(match.id)!, 1);
    play(next.arena.live(match.id)!, 1, 2, 'x', 'B');
    // Its move would have been late by now, but it may not know yet that its socket leads nowhere.
    next.time.advance(50_249);
    expect(next.arena.live(match.id)!.status()).toBe('running');
    next.time.advance(2);
    expect((await next.log(match.id)).at(-1)).toMatchObject({
      termination: 'disconnect',
      fault: { seat: 0, class: 'disconnect' },
    });
    expect(await next.verify(match.id)).toMatchObject({ status: 'valid' });
  });
});

test('a resumed match has the ledger row that it would have had', async () => {
  const run = async (restarts: boolean): Promise<unknown> => {
    let bench = createBench();
    const { match } = await bench.create({ game: ticTacToe, id: 'm-ledger', seed: 'a'.repeat(32) });
    joinBoth(match);
    const usage = { input: 10, output: 2, costUsd: 0.25 };
    play(match, 0, 1, 'a', { text: 'what', usage });
    play(match, 0, 1, 'b', { action: 'A', usage });
    if (restarts) bench = await bench.restart();
    const live = bench.arena.live(match.id)!;
    if (restarts) joinBoth(live);
    play(live, 1, 2, 'x', 'B');
    live.resign(0);
    const [row] = await bench.store.ledger(0, 1);
    return { ...row, logHash: '', startedAt: '', endedAt: '' };
  };
  expect(await run(true)).toEqual(await run(false));
});
