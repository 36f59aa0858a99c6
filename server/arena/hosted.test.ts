import { describe, expect, test } from 'vitest';
import type { HostedSeatContext, HostedSeatEvents, PlayerHost } from '../hosting/port.ts';
import type { ServerMessage } from '../protocol/messages.ts';
import { chanceKey } from './hosted.ts';
import type { MatchPlan } from './plan.ts';
import { type Bench, createBench, createTestWire, join, play, type TestWire } from './test-bench.ts';

interface Opened {
  readonly address: string;
  readonly context: HostedSeatContext;
  readonly events: HostedSeatEvents;
  readonly wire: TestWire;
}

interface TestHost extends PlayerHost {
  readonly opened: readonly Opened[];
}

/** A host whose players answer inside the call that asks them, as quickly as anything can. */
const createTestHost = (decide: (message: ServerMessage, events: HostedSeatEvents) => void): TestHost => {
  const opened: Opened[] = [];
  return {
    opened,
    open: (address, context, events) => {
      const wire = createTestWire();
      opened.push({ address, context, events, wire });
      return {
        close: (code, reason) => wire.close(code, reason),
        send: (message) => {
          wire.send(message);
          decide(message, events);
        },
      };
    },
    problem: () => undefined,
    bots: () => [],
    agentId: (address) => `${address}@1`,
    close: () => Promise.resolve(),
  };
};

const playRock = (message: ServerMessage, { send }: HostedSeatEvents): void => {
  if (message.type === 'turn')
    send({ type: 'act', turn: message.turn, id: `h${message.turn}`, action: 'rock', source: 'bot' });
};

const seat = (name: string, address?: string): MatchPlan['seats'][number] => ({
  entry: { agent: `${name}@1`, name, owner: 'house', kind: 'bot' },
  ...(address !== undefined && { address }),
});
const engine = (name: string): MatchPlan['seats'][number] => ({
  entry: { agent: `uci:${name}@1`, name, owner: 'house', kind: 'engine' },
  address: `uci:${name}`,
});
const both = [seat('rock', 'bot:rock'), seat('rock', 'bot:rock')];
const one = [seat('rock', 'bot:rock'), seat('guest')];

describe('hosted players', () => {
  test('that answer at once play a whole match', async () => {
    const bench = createBench({ host: createTestHost(playRock) });
    const { match, tickets } = await bench.create({ seats: both, config: { rounds: 50 } });
    expect(tickets).toEqual([null, null]);
    expect(match.status()).toBe('over');
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid', steps: 50 });
  });

  test('play against a seat with a ticket, and on after a restart', async () => {
    const host = createTestHost(playRock);
    const bench = createBench({ host });
    const { match, tickets } = await bench.create({ seats: one });
    expect(tickets).toEqual([null, expect.any(String)]);
    join(match, 1);
    play(match, 1, 1, 'x', 'paper');
    const next = await bench.restart();
    expect(host.opened).toHaveLength(2);
    const guest = join(next.arena.live(match.id)!, 1);
    play(next.arena.live(match.id)!, 1, 2, 'y', 'paper');
    expect(guest.told.at(-1)).toMatchObject({ type: 'end', outcome: { scores: [-2, 2] } });
    expect(host.opened[1]!.wire.closes).toEqual([1000]);
  });

  test('know of their match what a guest knows, and a chance of their own that follows from its seed', async () => {
    const host = createTestHost(() => {});
    const bench = createBench({ host });
    const seed = 'c'.repeat(32);
    const { match } = await bench.create({ seats: both, seed });
    expect(host.opened.map(({ address, context }) => ({ address, context }))).toEqual(
      [0, 1].map((at) => ({
        address: 'bot:rock',
        context: {
          match: match.id,
          seat: at,
          game: match.game.id,
          chance: chanceKey(seed, at),
          rated: false,
        },
      })),
    );
    expect(host.opened[0]!.context.chance).not.toBe(host.opened[1]!.context.chance);
    expect(JSON.stringify(host.opened[0]!.context)).not.toContain(seed);
  });
});

describe('a house bot that fails', () => {
  test('voids the match: it is a part of the arena, and nobody is to blame', async () => {
    const host = createTestHost(() => {});
    const bench = createBench({ host });
    const { match } = await bench.create({ seats: one });
    const guest = join(match, 1);
    host.opened[0]!.events.failed(new Error('its thread is gone'));
    expect(guest.told.at(-1)).toMatchObject({ type: 'end', termination: 'void-infra', fault: null });
    expect((await bench.log(match.id)).at(-2)).toMatchObject({ kind: 'failure', code: 'player-failed' });
    expect(host.opened[0]!.wire.closes).toEqual([1000]);
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });
});

describe('a competitor that is hosted and fails', () => {
  test('is closed, is heard no more, and forfeits at once: it cannot come back', async () => {
    const host = createTestHost(() => {});
    const bench = createBench({ host });
    const { match } = await bench.create({ seats: [engine('rock'), seat('guest')] });
    const guest = join(match, 1);
    const { events, wire } = host.opened[0]!;
    events.failed(new Error('out of memory'));
    events.failed(new Error('again'));
    expect(wire.closes).toEqual([1001]);
    events.send({ type: 'act', turn: 1, id: 'late', action: 'rock' });
    expect(guest.told.at(-1)).toMatchObject({ type: 'end', fault: { seat: 0, class: 'disconnect' } });
    expect((await bench.log(match.id)).slice(-3)).toMatchObject([
      { kind: 'disconnect', seat: 0 },
      { kind: 'deadline', seat: 0, code: 'disconnect' },
      { termination: 'disconnect' },
    ]);
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
    expect(bench.reports).toEqual(['uci:rock failed: out of memory']);
  });

  test.each([
    [
      'cannot be opened',
      (host: PlayerHost): PlayerHost => ({
        ...host,
        open: () => {
          throw new Error('no such engine');
        },
      }),
    ],
    [
      'fails while it is opened',
      (host: PlayerHost): PlayerHost => ({
        ...host,
        open: (address, context, events) => {
          events.failed(new Error('no such engine'));
          return host.open(address, context, events);
        },
      }),
    ],
  ])('because it %s leaves its seat empty: the match is aborted and names it', async (_, spoil) => {
    const bench = createBench({ host: spoil(createTestHost(playRock)) });
    const { match, tickets } = await bench.create({ seats: [engine('rock'), seat('guest')] });
    expect((await bench.arena.seating(tickets[1]!)).kind).toBe('live');
    join(match, 1);
    bench.time.advance(30_001);
    expect((await bench.log(match.id)).slice(-2)).toMatchObject([
      { kind: 'absent', seat: 0 },
      { termination: 'aborted' },
    ]);
    expect(bench.reports).toEqual(['uci:rock failed: no such engine']);
  });

  test('because nobody hosts it is reported', async () => {
    const bench = createBench();
    await bench.create({ seats: one });
    expect(bench.reports).toEqual(['nobody hosts bot:rock']);
  });
});

describe('a model that is hosted and fails', () => {
  const model: MatchPlan['seats'][number] = {
    entry: { agent: 'llm:lab/one@1', name: 'one', owner: 'house', kind: 'model' },
    address: 'llm:lab/one',
  };
  const storm = {
    kind: 'provider',
    evidence: [
      { code: 'provider-http-429', ms: 12 },
      { code: 'provider-unreachable', ms: 3000 },
    ],
  } as const;
  let matches = 0;
  const failing = async (bench: Bench, host: TestHost) => {
    matches += 1;
    const { match } = await bench.create({ id: `model-match-${matches}`, seats: [model, seat('guest')] });
    const guest = join(match, 1);
    host.opened.at(-1)!.events.failed(new Error('no answer'), storm);
    // Whether it may be void is counted in the store.
    await new Promise((resolve) => setImmediate(resolve));
    return { match, guest };
  };

  test('by its provider voids the match, with the evidence in the log', async () => {
    const host = createTestHost(() => {});
    const bench = createBench({ host });
    const { match, guest } = await failing(bench, host);
    expect(guest.told.at(-1)).toMatchObject({ type: 'end', termination: 'void-provider', fault: null });
    expect((await bench.log(match.id)).slice(-3, -1)).toMatchObject(
      storm.evidence.map(({ code, ms }) => ({ kind: 'failure', seat: 0, turn: 1, code, ms })),
    );
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('by its provider too often forfeits, in this process and in the next', async () => {
    const host = createTestHost(() => {});
    const bench = createBench({ host });
    await failing(bench, host);
    const second = await failing(bench, host);
    expect(second.guest.told.at(-1)).toMatchObject({ type: 'end', fault: { seat: 0, class: 'disconnect' } });
    const next = await bench.restart();
    const third = await failing(next, host);
    expect(third.guest.told.at(-1)).toMatchObject({ type: 'end', termination: 'disconnect' });
  });

  test('by its provider after the end has used up nothing', async () => {
    const host = createTestHost(() => {});
    const bench = createBench({ host });
    const { match } = await bench.create({ seats: [model, seat('guest')] });
    join(match, 1);
    host.opened[0]!.events.failed(new Error('no answer'), storm);
    match.resign(1);
    expect((await bench.log(match.id)).at(-1)).toMatchObject({ termination: 'resign' });
    const second = await failing(bench, host);
    expect(second.guest.told.at(-1)).toMatchObject({ type: 'end', termination: 'void-provider' });
  });

  test('by its own budget before the match began is absent', async () => {
    const host = createTestHost(() => {});
    const bench = createBench({ host });
    const { match } = await bench.create({ seats: [model, seat('guest')] });
    host.opened[0]!.events.failed(new Error('five dollars are spent'), { kind: 'budget' });
    expect((await bench.log(match.id)).slice(1)).toMatchObject([
      { kind: 'absent', seat: 0 },
      { termination: 'aborted', fault: null },
    ]);
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('by its own budget forfeits by it', async () => {
    const host = createTestHost(() => {});
    const bench = createBench({ host });
    const { match } = await bench.create({ seats: [model, seat('guest')] });
    const guest = join(match, 1);
    host.opened[0]!.events.failed(new Error('five dollars are spent'), { kind: 'budget' });
    expect(guest.told.at(-1)).toMatchObject({
      type: 'end',
      termination: 'budget',
      fault: { seat: 0, class: 'budget' },
    });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });
});
