import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { createBench, join, joinBoth, play } from '../arena/test-bench.ts';
import { presetClocks } from './clock-presets.ts';

const ticTacToe = gameById('tic-tac-toe')!;

describe('the time to join', () => {
  test('ends in a match that is aborted, with the absent seats named', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const [first, gone] = [join(match, 0), join(match, 1)];
    expect(match.status()).toBe('running');
    const other = await bench.create();
    const waiting = join(other.match, 0);
    bench.time.advance(29_999);
    expect(other.match.status()).toBe('waiting');
    bench.time.advance(2);
    expect(waiting.news()).toEqual(['welcome', 'end aborted']);
    expect(await bench.log(other.match.id)).toMatchObject([
      { type: 'header' },
      { kind: 'absent', seat: 1 },
      { type: 'end', termination: 'aborted', outcome: null, fault: null },
    ]);
    expect(await bench.verify(other.match.id)).toMatchObject({ status: 'valid' });
    expect([first, gone].flatMap(({ closes }) => closes)).toEqual([1000, 1000]);
  });

  test('counts a seat that left before the start as absent', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    match.disconnect(0, join(match, 0));
    bench.time.advance(30_001);
    expect((await bench.log(match.id)).filter(({ type }) => type === 'event')).toMatchObject([
      { kind: 'absent', seat: 0 },
      { kind: 'absent', seat: 1 },
    ]);
  });
});

describe('a move deadline', () => {
  test('decides after the time, the grace and no sooner', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    const [first] = joinBoth(match);
    bench.time.advance(10_249);
    expect(match.status()).toBe('running');
    bench.time.advance(1);
    expect(first.told.at(-1)).toMatchObject({
      type: 'end',
      termination: 'timeout',
      fault: { seat: 0, class: 'timeout' },
      outcome: { scores: [0, 1] },
    });
    expect((await bench.log(match.id)).at(-2)).toMatchObject({ kind: 'deadline', seat: 0, code: 'move' });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('takes an act within the grace, and one that was in the socket when the time came', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    const [first, second] = joinBoth(match);
    bench.time.advance(10_200);
    play(match, 0, 1, 'a', 'A');
    expect(first.news()).toContain('ack 1 a');
    bench.time.timeout(10_250, () => play(match, 1, 2, 'x', 'B'));
    bench.time.advance(10_250);
    expect(second.news()).toContain('ack 2 x');
    expect(match.status()).toBe('running');
  });

  test('does not pass while the process stands still, which is logged once', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    joinBoth(match);
    bench.time.advance(5_000);
    bench.time.stall(30_000);
    bench.time.advance(4_000);
    expect(match.status()).toBe('running');
    expect(await bench.log(match.id)).toMatchObject([{ type: 'header' }, { kind: 'paused', ms: 29_800 }]);
    bench.time.advance(2_000);
    expect(match.status()).toBe('over');
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('counts the bank and its increment over the moves', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe, clock: presetClocks.blitz });
    const [first] = joinBoth(match);
    expect(first.told[1]).toMatchObject({ deadline: { bankMs: 180_000 } });
    bench.time.advance(100_000);
    play(match, 0, 1, 'a', 'A');
    play(match, 1, 2, 'x', 'B');
    expect(first.told.at(-1)).toMatchObject({ type: 'turn', turn: 3, deadline: { bankMs: 82_000 } });
    bench.time.advance(82_251);
    expect(first.told.at(-1)).toMatchObject({ type: 'end', termination: 'timeout' });
  });
});

describe('a simultaneous turn', () => {
  test('that no player takes notice of is nobody’s win, whatever the order of the seats', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const [first, second] = joinBoth(match);
    bench.time.advance(10_251);
    for (const wire of [first, second])
      expect(wire.told.at(-1)).toMatchObject({
        type: 'end',
        termination: 'aborted',
        outcome: null,
        fault: null,
      });
    expect((await bench.log(match.id)).slice(1, -1)).toMatchObject([
      { kind: 'deadline', seat: 0, code: 'move' },
      { kind: 'deadline', seat: 1, code: 'move' },
    ]);
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('that one of two leaves open is its loss', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    const [first] = joinBoth(match);
    play(match, 1, 1, 'x', 'paper');
    bench.time.advance(10_251);
    expect(first.told.at(-1)).toMatchObject({ termination: 'timeout', fault: { seat: 0 } });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('before which both sockets went at once is nobody’s win either', async () => {
    const bench = createBench();
    const { match } = await bench.create({ clock: presetClocks.llm });
    const [first, second] = joinBoth(match);
    match.disconnect(0, first);
    match.disconnect(1, second);
    bench.time.advance(presetClocks.llm.disconnectMs + 251);
    expect((await bench.log(match.id)).at(-1)).toMatchObject({ termination: 'aborted', fault: null });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });
});

describe('a seat without a socket', () => {
  test('loses by its move clock where that ends first', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    const [first, second] = joinBoth(match);
    match.disconnect(0, first);
    bench.time.advance(10_251);
    expect(second.told.at(-1)).toMatchObject({
      termination: 'timeout',
      fault: { seat: 0, class: 'timeout' },
    });
  });

  test('loses by its disconnect bank, spent over the whole match, though it is not its turn', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    const [first, second] = joinBoth(match);
    match.disconnect(1, second);
    bench.time.advance(9_000);
    const again = join(match, 1);
    play(match, 0, 1, 'a', 'A');
    play(match, 1, 2, 'x', 'B');
    match.disconnect(1, again);
    bench.time.advance(9_000);
    play(match, 0, 3, 'b', 'C');
    bench.time.advance(2_249);
    expect(match.status()).toBe('running');
    bench.time.advance(2);
    expect(first.told.at(-1)).toMatchObject({
      termination: 'disconnect',
      fault: { seat: 1, class: 'disconnect' },
    });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });
});

describe('a slow or failing store', () => {
  test('takes no time from anybody: the match stands still, then goes on', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    const [first, second] = joinBoth(match);
    bench.time.advance(4_000);
    bench.store.hold();
    play(match, 0, 1, 'a', 'z9');
    bench.store.fail();
    match.disconnect(1, second);
    // The tick of the clock and the next try: no deadline is looked at meanwhile.
    expect(bench.time.pending()).toBe(2);
    bench.time.advance(40_000);
    for (let failures = 1; failures < 6; failures++) {
      bench.store.fail();
      bench.time.advance(40_000);
    }
    expect(match.status()).toBe('running');
    expect(first.news()).toEqual(['welcome', 'turn 1']);
    bench.store.flow();
    expect(first.news()).toEqual([`refused 1 a unparsable 2`]);
    bench.time.advance(6_249);
    expect(match.status()).toBe('running');
    bench.time.advance(2);
    expect(first.news()).toEqual(['end timeout']);
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
    expect(bench.reports).toEqual(Array(6).fill('store: the disk is full'));
  });

  test('that takes long for a held action costs the other seat nothing', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    joinBoth(match);
    bench.store.hold();
    play(match, 0, 1, 'a', 'rock');
    bench.time.advance(60_000);
    expect(match.status()).toBe('running');
    bench.store.flow();
    play(match, 1, 1, 'x', 'paper');
    expect((await bench.log(match.id)).at(-1)).toMatchObject({ by: { 1: { ms: 0 } } });
  });

  test('a pause that is told while a commit is under way is logged after it', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    joinBoth(match);
    bench.store.hold();
    play(match, 0, 1, 'a', 'A');
    bench.time.stall(10_000);
    bench.time.advance(1_000);
    bench.store.flow();
    expect(await bench.log(match.id)).toMatchObject([
      { type: 'header' },
      { type: 'step', n: 1 },
      { kind: 'paused', turn: 2 },
    ]);
    match.resign(1);
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });
});
