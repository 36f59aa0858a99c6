import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { createBench, join, joinBoth, play } from '../arena/test-bench.ts';

const ticTacToe = gameById('tic-tac-toe')!;

describe('a match', () => {
  test('starts when every seat has said hello, and its watchers are told', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const statuses: string[] = [];
    match.watch(() => statuses.push(match.status()));
    const first = join(match, 0);
    play(match, 0, 1, 'early', 'rock');
    expect(first.news()).toEqual(['welcome', 'refused 1 early stale 3']);
    expect(match.status()).toBe('waiting');
    const second = join(match, 1);
    expect(match.status()).toBe('running');
    expect(statuses).toContain('running');
    expect([first.news(), second.news()]).toEqual([['turn 1'], ['welcome', 'turn 1']]);
  });

  test('does not start while a seat that said hello is gone again', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const first = join(match, 0);
    match.disconnect(0, first);
    join(match, 1);
    expect(match.status()).toBe('waiting');
    join(match, 0);
    expect(match.status()).toBe('running');
  });
});

describe('a welcome', () => {
  test('names the seats of a casual match and hides those of a rated one', async () => {
    const bench = createBench();
    const casual = join((await bench.create()).match, 0);
    const rated = join((await bench.create({ rated: true })).match, 0);
    expect(casual.told[0]).toMatchObject({
      seats: [
        { role: 'first', name: 'name-0' },
        { role: 'second', name: 'name-1' },
      ],
    });
    expect(rated.told[0]).toMatchObject({ seats: [{ role: 'first' }, { role: 'second' }] });
    expect(JSON.stringify(rated.told[0])).not.toMatch(/name-|agent-|owner-/);
  });

  test('tells the last durable action, never one that is being stored', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    joinBoth(match);
    bench.store.hold();
    play(match, 0, 1, 'a', 'A');
    const during = join(match, 0);
    expect(during.told).toMatchObject([{ type: 'welcome', last: null }]);
    play(match, 0, 1, 'a', 'A');
    expect(during.told).toHaveLength(1);
    bench.store.flow();
    expect(during.news()).toEqual(['welcome', 'ack 1 a', 'update 2']);
    expect(join(match, 0).told).toMatchObject([
      { type: 'welcome', last: { turn: 1, id: 'a' } },
      { type: 'update', turn: 2 },
    ]);
  });
});

test('a step that is being stored is shown neither to a seat that comes back nor to spectators', async () => {
  const bench = createBench();
  const { match } = await bench.create({ config: { rounds: 3 } });
  joinBoth(match);
  play(match, 0, 1, 'a', 'rock');
  play(match, 1, 1, 'x', 'rock');
  play(match, 0, 2, 'b', 'rock');
  const durable = match.publicState();
  bench.store.hold();
  play(match, 1, 2, 'y', 'paper');
  const second = join(match, 1);
  expect(second.told).toMatchObject([{ type: 'welcome', last: { turn: 1, id: 'x' } }]);
  expect(match.publicState()).toMatchObject({ step: 1, view: durable.view, news: durable.news });
  const next = await bench.restart();
  const resumed = next.arena.live(match.id)!;
  const [, again] = joinBoth(resumed);
  expect(again.told).toMatchObject([{ type: 'welcome' }, { type: 'turn', turn: 2 }]);
  play(resumed, 1, 2, 'z', 'scissors');
  expect((await next.log(match.id)).at(-1)).toMatchObject({ actions: { 0: 'rock', 1: 'scissors' } });
});

describe('a socket', () => {
  test('that replaces another closes it with 4011; its late loss is nobody’s', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const [old] = joinBoth(match);
    const fresh = join(match, 0);
    expect(old.closes).toEqual([4011]);
    expect(fresh.news()).toEqual(['welcome', 'turn 1']);
    old.news();
    match.disconnect(0, old);
    expect(match.publicState().seats[0]).toMatchObject({ connected: true });
    play(match, 0, 1, 'a', 'rock');
    expect([old.news(), fresh.news()]).toEqual([[], ['ack 1 a']]);
    expect((await bench.log(match.id)).map(({ type }) => type)).toEqual(['header', 'held']);
  });

  test('that is lost and comes back is logged and told to watchers; its turn is still open', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const [first] = joinBoth(match);
    const connected: boolean[] = [];
    match.watch(() => connected.push(match.publicState().seats[0]!.connected));
    match.disconnect(0, first);
    match.disconnect(0, first);
    bench.time.advance(5_000);
    const again = join(match, 0);
    expect(connected).toEqual([false, true]);
    expect(again.told[1]).toMatchObject({ type: 'turn', deadline: { moveMs: 5_000 } });
    expect(await bench.log(match.id)).toMatchObject([
      { type: 'header' },
      { kind: 'disconnect', seat: 0, turn: 1 },
      { kind: 'reconnect', seat: 0, turn: 1 },
    ]);
  });

  test('that flaps for ever does not fill the log, which never says of an absent seat that it is there', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    let [first] = joinBoth(match);
    for (let n = 0; n < 1_000; n++) {
      match.disconnect(0, first);
      first = join(match, 0);
    }
    match.disconnect(0, first);
    const log = await bench.log(match.id);
    expect(log.length).toBeLessThanOrEqual(401);
    expect(log.at(-1)).toMatchObject({ kind: 'disconnect' });
    bench.time.advance(30_000);
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('of a match that is over gets welcome, end and close 1000; its frames are nothing', async () => {
    const bench = createBench();
    const { match } = await bench.create({ config: { rounds: 1 } });
    const [first] = joinBoth(match);
    play(match, 0, 1, 'a', 'rock');
    play(match, 1, 1, 'x', 'paper');
    expect(first.news().slice(-2)).toEqual(['ack 1 a', 'end normal']);
    expect(first.closes).toEqual([1000]);
    const lines = (await bench.log(match.id)).length;
    play(match, 0, 1, 'a', 'rock');
    play(match, 0, 2, 'b', 'rock');
    match.resign(0);
    match.cancel();
    match.disconnect(0, first);
    expect(first.news()).toEqual([]);
    const late = join(match, 0);
    expect(late.news()).toEqual(['welcome', 'end normal']);
    expect(late.closes).toEqual([1000]);
    expect(await bench.log(match.id)).toHaveLength(lines);
  });

  test('of a match that another process has is turned away', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const [first] = joinBoth(match);
    const next = await bench.restart();
    const stale = bench;
    expect(next.arena.live(match.id)).toBeDefined();
    play(match, 0, 1, 'a', 'rock');
    expect(first.news().filter((line) => line.startsWith('ack'))).toEqual([]);
    const late = join(match, 0);
    expect(late.news()).toEqual([]);
    expect(late.closes).toEqual([1001]);
    expect(stale.time.pending()).toBeLessThanOrEqual(1);
  });
});

test('a writer that finds its epoch gone fences the match: sockets are closed, and nothing is decided any more', async () => {
  const bench = createBench();
  const { match } = await bench.create();
  const [first] = joinBoth(match);
  await bench.store.adoptUnfinished();
  first.news();
  play(match, 0, 1, 'a', 'rock');
  expect(first.news()).toEqual([]);
  expect(first.closes).toEqual([1001]);
  bench.time.advance(100_000);
  expect((await bench.log(match.id)).map(({ type }) => type)).toEqual(['header']);
  expect(bench.reports).toEqual([expect.stringContaining('fenced')]);
});

test('seats of a match that is let go of are told where it is now', async () => {
  const bench = createBench();
  const { match } = await bench.create();
  const [first, second] = joinBoth(match);
  first.news();
  match.abandon();
  play(match, 0, 1, 'a', 'rock');
  expect(first.news()).toEqual([]);
  match.dismiss('ws://other/v1/play');
  expect(first.told.at(-1)).toEqual({ type: 'moved', url: 'ws://other/v1/play' });
  expect([...first.closes, ...second.closes]).toEqual([4010, 4010]);
});
