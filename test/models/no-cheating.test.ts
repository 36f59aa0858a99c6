import { describe, expect, test } from 'vitest';
import { createInlineHost } from '../../clients/agents/hosting/inline-host.ts';
import { createLlmKind } from '../../clients/agents/llm/llm-kind.ts';
import { createMemorySheets } from '../../clients/agents/memory/sheet-store.ts';
import type { ModelRequest } from '../../clients/agents/models/chat-model.ts';
import type { PlayerKind } from '../../clients/agents/player-kind.ts';
import { createLocalModel } from '../../clients/agents/stand-in/local-model.ts';
import { createValueModel } from '../../clients/agents/stand-in/value-model.ts';
import { strategies } from '../../clients/agents/strategies/registry.ts';
import { createSimulator, type Imagined } from '../../clients/agents/strategies/simulator.ts';
import { createLocalArena } from '../../clients/cli/local-arena.ts';
import type { Json } from '../../games/game.ts';
import { kuhnPoker } from '../../games/kuhn-poker/game.ts';
import { stepRng } from '../../games/rng.ts';
import { createMemoryStore } from '../../replays/stores/memory.ts';
import { createSigningKey } from '../../replays/stores/signing-key.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';

const config = { hands: 2 };
const seeds = Array.from({ length: 60 }, (_, at) => `${at}`.padStart(32, '0'));
const cardsOf = (seed: string): readonly [string, string] => kuhnPoker.setup(config, stepRng(seed, 0)).cards!;

/** Seeds that deal the first player the same card, and the other one another. */
const seedsWith = (own: string): readonly [string, string] => {
  const dealt = seeds.filter((seed) => cardsOf(seed)[0] === own);
  const [first] = dealt;
  return [first!, dealt.find((seed) => cardsOf(seed)[1] !== cardsOf(first!)[1])!];
};

/** Plays a match of Kuhn poker in one process, where a player sits nearest to the state. */
const playMatch = async (host: PlayerHost, address: string, seed: string): Promise<void> => {
  const entry = (agent: string) => ({ agent, name: 'one', owner: 'test', kind: 'model' as const });
  const arena = createLocalArena({
    store: createMemoryStore(),
    key: createSigningKey(),
    host,
    warn: (line) => {
      throw new Error(line);
    },
  });
  await arena.play({
    game: kuhnPoker,
    config,
    seats: [
      { address, entry: entry(`${address}@1`) },
      { address: 'bot:equilibrium', entry: { ...entry('bot:equilibrium@1'), kind: 'bot' } },
    ],
    clock: presetClocks.llm,
    attempts: { max: 3, then: 'forfeit' },
    legalTold: true,
    rated: false,
    release: 'end',
    seed,
  });
  arena.close();
  await host.close();
};

/** The questions that a strategy asks on its first turn, with a chance that does not follow from the seed. */
const firstQuestions = async (strategy: string, seed: string): Promise<readonly string[]> => {
  const asked: string[] = [];
  const model = createLocalModel(createValueModel(0.7));
  let turns = 0;
  const kind = createLlmKind({
    environment: {},
    sheets: createMemorySheets(),
    observer: { turn: () => ({ call: () => {}, end: () => (turns += 1) }) },
    openModel: () => ({
      name: model.name,
      complete: (request: ModelRequest) => {
        if (turns === 0) asked.push(JSON.stringify([request.system, request.prompt, request.seed]));
        return model.complete(request);
      },
    }),
  });
  const withoutSeed: PlayerKind = {
    ...kind,
    open: (address, seat) => kind.open(address, { ...seat, chance: 'c'.repeat(64) }),
  };
  const host = createInlineHost({ kinds: { llm: withoutSeed } });
  const strong = strategy === 'cascade' ? '&strong=vllm/large' : '';
  await playMatch(host, `llm:vllm/small?strategy=${strategy}${strong}`, seed);
  return asked.toSorted();
};

describe.each(strategies.map(({ name }) => name))('%s', (strategy) => {
  test.each(['J', 'Q', 'K'])('asks the same with %s in hand, whatever the other holds', async (own) => {
    const [one, other] = seedsWith(own);
    const questions = await firstQuestions(strategy, one);
    expect(questions.length).toBeGreaterThan(0);
    expect(await firstQuestions(strategy, other)).toEqual(questions);
  });
});

/** Every object that can be reached from `value`, through members of any kind, prototypes and getters included. */
const reachable = (value: unknown, found = new Set<object>()): ReadonlySet<object> => {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || found.has(value))
    return found;
  found.add(value);
  for (const key of Reflect.ownKeys(value)) {
    try {
      reachable(Reflect.get(value, key), found);
    } catch {
      // A getter that throws leads nowhere.
    }
  }
  return reachable(Object.getPrototypeOf(value), found);
};

/** The state of a Kuhn match as the server has it: like a view, but without a viewer, and with every card. */
const isState = (value: object): boolean => 'betting' in value && 'results' in value && !('viewer' in value);

test('a player cannot reach the state of its match or its seed from anything that it is given', async () => {
  const seed = seeds[0]!;
  const looks: { readonly states: number; readonly objects: number; readonly strings: readonly string[] }[] =
    [];
  const spy: PlayerKind = {
    problem: () => undefined,
    version: () => '1',
    open: (_, seat) => ({
      play: (turn, context) => {
        const objects = [...reachable([turn, context, seat])].filter(
          (value) => !globalThis.Object.is(value, globalThis),
        );
        const strings = objects.flatMap((value) =>
          Reflect.ownKeys(value).flatMap((key) => {
            const member = Object.getOwnPropertyDescriptor(value, key)?.value as unknown;
            return typeof member === 'string' ? [member] : [];
          }),
        );
        looks.push({ states: objects.filter(isState).length, objects: objects.length, strings });
        return { action: turn.legal![0]! };
      },
      close: () => Promise.resolve(),
    }),
  };
  await playMatch(createInlineHost({ kinds: { llm: spy } }), 'llm:spy', seed);
  expect(looks.length).toBeGreaterThan(1);
  for (const { states, objects, strings } of looks) {
    expect(objects).toBeGreaterThan(20);
    expect(states).toBe(0);
    expect(strings).not.toContain(seed);
  }
  // The same look finds a state where there is one.
  const state = kuhnPoker.setup(config, stepRng(seed, 0));
  expect([...reachable({ hidden: { deep: [state] } })].filter(isState)).toHaveLength(1);
});

describe('states that are made up', () => {
  const state = kuhnPoker.setup(config, stepRng(seeds[0]!, 0));
  const view = kuhnPoker.view(state, 0) as unknown as Json;
  const simulator = createSimulator({
    game: kuhnPoker,
    config,
    view,
    seat: 0,
    chance: 'c'.repeat(64),
    turn: 1,
  })!;

  test('have the cards that may be, each as often, whatever the truth is', () => {
    const seen = simulator
      .worlds(400)
      .map((world) => simulator.shown(world, 1).text.match(/hold (\w)/u)![1]!);
    const others = ['J', 'Q', 'K'].filter((card) => card !== cardsOf(seeds[0]!)[0]);
    for (const card of others) expect(seen.filter((one) => one === card).length).toBeGreaterThan(140);
    expect(new Set(seen)).toEqual(new Set(others));
  });

  test('hold nothing, and no other state can be passed for one', () => {
    const [world] = simulator.worlds(1);
    expect(Reflect.ownKeys(world!)).toEqual([]);
    // @ts-expect-error a state is no made-up state: the types keep it out
    expect(() => simulator.legal(state, 0)).toThrow('not a state of this simulator');
    expect(() => simulator.legal({} as Imagined, 0)).toThrow('not a state of this simulator');
  });
});
