import { describe, expect, test } from 'vitest';
import type { AnyGame } from '../../games/game.ts';
import { gameById } from '../../games/registry.ts';
import type { ServerMessage } from '../protocol/messages.ts';
import { createBench, createTestWire, join, joinBoth, play, testSign } from '../arena/test-bench.ts';

const rps = gameById('rock-paper-scissors')!;

/** Rock-paper-scissors of which one part fails from the moment when the test says so. */
const createFragile = (part: keyof AnyGame): { game: AnyGame; break: () => void } => {
  let isBroken = false;
  const fragile = (...args: unknown[]): unknown => {
    if (isBroken) throw new Error(`${part} broke`);
    return (rps[part] as (...given: unknown[]) => unknown)(...args);
  };
  return {
    game: { ...rps, [part]: fragile },
    break: () => {
      isBroken = true;
    },
  };
};

const failure = { kind: 'failure', code: 'internal-error' };
const voided = { type: 'end', termination: 'void-infra', outcome: null, fault: null };

describe('rules that throw void the match and leave the process and the other matches alone', () => {
  test.each(['step', 'view', 'check', 'describe', 'actors', 'legalActions', 'outcome', 'news'] as const)(
    'in %s',
    async (part) => {
      const fragile = createFragile(part);
      const bench = createBench({ gameOf: () => fragile.game });
      const { match } = await bench.create({ game: fragile.game });
      const other = await bench.create({ game: rps });
      const [first] = joinBoth(match);
      play(match, 0, 1, 'a', 'rock');
      play(match, 1, 1, 'x', 'rock');
      fragile.break();
      play(match, 0, 2, 'b', 'rock');
      play(match, 1, 2, 'y', 'paper');
      if (match.status() !== 'over') match.disconnect(0, first);
      if (match.status() !== 'over') join(match, 0);
      expect(match.status()).toBe('over');
      expect((await bench.log(match.id)).slice(-2)).toMatchObject([failure, voided]);
      expect(await bench.verify(match.id, gameById)).toMatchObject({ status: 'valid' });
      expect(bench.reports).toEqual([`internal-error: ${part} broke`]);
      expect(other.match.status()).toBe('waiting');
    },
  );

  test('in the welcome, whose seat is not taken', async () => {
    const fragile = createFragile('rules');
    const bench = createBench({ gameOf: () => fragile.game });
    const { match } = await bench.create({ game: fragile.game });
    fragile.break();
    join(match, 0);
    expect((await bench.log(match.id)).slice(-2)).toMatchObject([failure, voided]);
  });

  test('in a forfeit, whoever causes it', async () => {
    const fragile = createFragile('onForfeit');
    const bench = createBench({ gameOf: () => fragile.game });
    fragile.break();
    const resigned = await bench.create({ game: fragile.game });
    joinBoth(resigned.match);
    resigned.match.resign(0);
    const late = await bench.create({ game: fragile.game });
    joinBoth(late.match);
    play(late.match, 1, 1, 'x', 'rock');
    bench.time.advance(10_251);
    for (const { match } of [resigned, late])
      expect((await bench.log(match.id)).slice(-2)).toMatchObject([failure, voided]);
  });

  test('in making a state that no JSON can hold', async () => {
    const game: AnyGame = { ...rps, step: () => ({ net: Number.NaN }) };
    const bench = createBench({ gameOf: () => game });
    const { match } = await bench.create({ game });
    joinBoth(match);
    play(match, 0, 1, 'a', 'rock');
    play(match, 1, 1, 'x', 'rock');
    expect((await bench.log(match.id)).slice(-2)).toMatchObject([failure, voided]);
    expect(await bench.verify(match.id, gameById)).toMatchObject({ status: 'valid' });
  });

  test('in a view that a player in this process reads later', async () => {
    const fragile = createFragile('view');
    const bench = createBench({ gameOf: () => fragile.game });
    const { match } = await bench.create({ game: fragile.game });
    const kept: ServerMessage[] = [];
    match.connect(0, { send: (message) => void kept.push(message), close: () => {} });
    join(match, 1);
    fragile.break();
    expect(() => JSON.stringify(kept.at(-1))).toThrow('view broke');
    expect((await bench.log(match.id)).at(-1)).toMatchObject(voided);
    expect(bench.reports).toEqual(['internal-error: view broke']);
  });
});

describe('a part of the arena that throws', () => {
  test('as a listener is told and keeps nobody from hearing', async () => {
    const bench = createBench();
    const heard: string[] = [];
    const broken = (): never => {
      throw new Error('a broken listener');
    };
    bench.arena.onCreated(broken);
    bench.arena.onCreated(() => heard.push('created'));
    bench.arena.onEnded(broken);
    bench.arena.onEnded(() => heard.push('ended'));
    const { match } = await bench.create();
    match.watch(broken);
    match.watch(() => heard.push('changed'));
    match.onEnd(broken);
    match.onEnd(() => heard.push('over'));
    const [first] = joinBoth(match);
    play(match, 0, 1, 'a', 'rock');
    play(match, 1, 1, 'x', 'rock');
    match.resign(0);
    expect(first.news().at(-1)).toBe('end resign');
    expect(new Set(heard)).toEqual(new Set(['created', 'changed', 'over', 'ended']));
    expect(bench.arena.matchesCount()).toBe(0);
    expect(new Set(bench.reports)).toEqual(new Set(['contained: a broken listener']));
  });

  test('as a wire ends its match, and the other seat hears of it', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    let isBroken = false;
    match.connect(0, {
      ...createTestWire(),
      send: () => {
        if (isBroken) throw new Error('a broken wire');
      },
    });
    const second = join(match, 1);
    isBroken = true;
    play(match, 0, 1, 'a', 'rock');
    expect(second.news().at(-1)).toBe('end void-infra');
    expect(bench.arena.matchesCount()).toBe(0);
  });

  test('as the signer leaves the log unfinished, and the next process ends it', async () => {
    const bench = createBench({
      sign: () => {
        throw new Error('no key');
      },
    });
    const { match } = await bench.create({ config: { rounds: 1 } });
    joinBoth(match);
    play(match, 0, 1, 'a', 'rock');
    play(match, 1, 1, 'x', 'paper');
    expect(bench.reports).toEqual(['internal-error: no key']);
    expect(match.status()).toBe('running');
    const next = await bench.restart({ sign: testSign });
    expect((await next.log(match.id)).at(-1)).toMatchObject({ type: 'end', termination: 'normal' });
    expect(await next.verify(match.id)).toMatchObject({ status: 'valid' });
  });
});

test('no message of a seat makes anything escape, whatever its members', async () => {
  const bench = createBench();
  const { match } = await bench.create();
  const [first] = joinBoth(match);
  const odd = ['', '__proto__', 'constructor', '\uD800', 'x'.repeat(64)];
  for (const id of odd)
    play(match, 0, 1, `${id}.`, { settings: { [id]: { [id]: [id] } }, reasoning: id, text: 'rock' });
  expect(first.news().filter((line) => line.startsWith('ack'))).toHaveLength(1);
  play(match, 1, 1, 'x', 'rock');
  match.resign(1);
  expect(bench.reports).toEqual([]);
  expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
});

test('a match that is let go decides nothing any more and leaves its log to the next process', async () => {
  const bench = createBench();
  const { match } = await bench.create();
  joinBoth(match);
  bench.arena.close();
  bench.time.advance(100_000);
  expect((await bench.log(match.id)).map(({ type }) => type)).toEqual(['header']);
});
