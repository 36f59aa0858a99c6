import { afterEach, describe, expect, test } from 'vitest';
import type { Script, Scripted } from '../../clients/agents/stand-in/model-server.ts';
import { createValueModel } from '../../clients/agents/stand-in/value-model.ts';
import { strategies } from '../../clients/agents/strategies/registry.ts';
import { gameById } from '../../games/registry.ts';
import type { By } from '../../replays/format.ts';
import { type ModelBench, openModelBench, plantedKey, type Played } from './model-bench.ts';

const benches: ModelBench[] = [];
afterEach(() => Promise.all(benches.splice(0).map((bench) => bench.close())));

const open = async (script: Script): Promise<ModelBench> => {
  const bench = await openModelBench(script);
  benches.push(bench);
  return bench;
};

const good = createValueModel(1);
const goodAnswer: Script = ({ system, prompt, seed = 0 }) => ({
  kind: 'answer',
  text: good.answer(system, prompt, seed),
});
const answer = (text: string | null, more: object = {}): Scripted => ({ kind: 'answer', text, ...more });

/** Seat 0 is the model; the other plays at random. */
const playModel = (bench: ModelBench, options?: string, plan: object = {}): Promise<Played> =>
  bench.play({ ...plan, seats: [bench.address(options), 'bot:random'] });

const steps = ({ lines }: Played, seat = 0): readonly By[] =>
  lines.flatMap((line) => (line.type === 'step' ? (line.by[seat] ?? []) : []));

const refusals = ({ lines }: Played): readonly string[] =>
  lines.flatMap((line) => (line.type === 'refusal' ? [line.class] : []));

const hurried = {
  preset: 'custom',
  moveMs: 500,
  bankMs: 0,
  incrementMs: 0,
  disconnectMs: 100,
  joinMs: 30_000,
};

describe('a model that answers well', () => {
  test.each([
    ['with JSON', (text: string) => text],
    ['in a fence', (text: string) => `\`\`\`json\n${text}\n\`\`\``],
    ['with prose around', (text: string) => `Let me think.\n${text}\nThat is my answer.`],
  ])('%s plays the match, each move its own', async (_, wrap) => {
    const bench = await open(({ system, prompt }) => answer(wrap(good.answer(system, prompt, 0))));
    const played = await playModel(bench);
    expect(played.result.termination).toBe('normal');
    expect(refusals(played)).toEqual([]);
    expect(new Set(steps(played).map(({ source }) => source))).toEqual(new Set(['model']));
  });

  test('is told in the log by model, settings and cost, which add up to what the server counted', async () => {
    const bench = await open(goodAnswer);
    const played = await playModel(bench, 'price-input=2&price-output=10&temperature=0.5&structured=on');
    const by = steps(played);
    const sum = (of: (one: By) => number | undefined): number =>
      by.reduce((total, one) => total + of(one)!, 0);
    const { input, output } = bench.server.counted();
    expect({ input: sum(({ usage }) => usage?.input), output: sum(({ usage }) => usage?.output) }).toEqual({
      input,
      output,
    });
    expect(sum(({ usage }) => usage?.costUsd)).toBeCloseTo((2 * input + 10 * output) / 1e6, 9);
    expect(by[0]).toMatchObject({
      model: 'lab-stand-in',
      settings: { strategy: 'direct', prices: 'address', temperature: 0.5, calls: { move: 1 } },
    });
    expect(new Set(by.map(({ settings }) => settings?.['prompt'])).size).toBe(1);
    expect(bench.server.calls.every(({ isStructured }) => isStructured)).toBe(true);
  });

  test('whose tokens nobody counts has no usage, and not 0', async () => {
    const bench = await open(
      async (call) => ({ ...(await goodAnswer(call)), isUncounted: true }) as Scripted,
    );
    const played = await playModel(bench, 'price-input=2&price-output=10');
    expect(steps(played).every(({ usage }) => usage === undefined)).toBe(true);
  });
});

describe('an answer that is no move is refused in its class, and told to the model:', () => {
  test.each([
    ['no cell of the board', answer('{"move": "Z9"}'), 'unparsable'],
    ['a cell that is taken', answer('{"move": "E"}'), 'illegal'],
    ['cut off', answer('{"thought": "I could', { finish: 'length' }), 'truncated'],
    ['a tool call', answer(null, { tool: '{"move":"A"}', finish: 'tool_calls' }), 'empty'],
    ['of another shape', answer('{"mov": "A"}'), 'unparsable'],
    ['nothing', answer(''), 'empty'],
    ['two moves', answer('A or C'), 'ambiguous'],
  ] as const)('%s', async (_, scripted, due) => {
    // The model takes E, answers badly, and does better when it is told why.
    const legal = (prompt: string): string => /^Legal moves: (\w+)/mu.exec(prompt)![1]!;
    const bench = await open(({ prompt, number }) =>
      number === 0 ? answer('E') : number === 1 ? scripted : answer(legal(prompt)),
    );
    const played = await playModel(bench);
    expect(refusals(played)).toEqual([due]);
    expect(steps(played)[1]).toMatchObject({ source: 'rethink', attempts: 2 });
    expect(bench.server.calls[2]!.prompt).toContain(`Your last answer was refused (${due}`);
  });

  test('again and again it forfeits by its attempts, with the class as its fault', async () => {
    const bench = await open(() => answer('I resign.'));
    const { result, lines } = await playModel(bench);
    expect(result).toMatchObject({ termination: 'attempts', fault: { seat: 0, class: 'unparsable' } });
    expect(lines.filter(({ type }) => type === 'refusal').every((line) => 'usage' in line)).toBe(true);
  });

  test('a random move on the last attempt, where the entry asks for one, is a fallback', async () => {
    const bench = await open(() => answer('I resign.'));
    const played = await playModel(bench, 'fallback=random');
    expect(played.result.termination).toBe('normal');
    expect(new Set(steps(played).map(({ source }) => source))).toEqual(new Set(['fallback']));
  });
});

describe('a provider', () => {
  test('that fails for a moment is asked again, as soon as it allows', async () => {
    const failing: readonly Scripted[] = [
      { kind: 'error', status: 429, headers: { 'retry-after-ms': '20' } },
      { kind: 'error', status: 500, headers: { 'retry-after-ms': '1' } },
      { kind: 'error', status: 503, headers: { 'retry-after': '0' } },
    ];
    const bench = await open((call) => failing[call.number] ?? goodAnswer(call));
    const played = await playModel(bench, 'price-input=2&price-output=10');
    expect(played.result.termination).toBe('normal');
    expect(steps(played)[0]).toMatchObject({ settings: { calls: { move: 4 } }, source: 'model' });
    expect(steps(played).reduce((sum, { usage }) => sum + usage!.input!, 0)).toBe(
      bench.server.counted().input,
    );
  });

  test('that fails until the time is up voids the match, with the evidence', async () => {
    const storm: readonly Scripted[] = [
      { kind: 'error', status: 429, headers: { 'retry-after-ms': '5' } },
      { kind: 'break' },
    ];
    const bench = await open(
      ({ number }) => storm[number] ?? { kind: 'error', status: 503, headers: { 'retry-after': '60' } },
    );
    const { result, lines } = await playModel(bench);
    expect(result).toEqual({ outcome: null, termination: 'void-provider', fault: null });
    expect(lines.flatMap((line) => (line.type === 'event' ? [line.code] : []))).toEqual([
      'provider-http-429',
      'provider-unreachable',
      'provider-http-503',
    ]);
  });

  test.each([
    ['never answers', { kind: 'hang' }],
    ['answers too slowly', answer('{"move": "A"}', { dripMs: 100 })],
  ] as const)('that %s costs the model the turn, at its deadline', async (_, scripted) => {
    const bench = await open(() => scripted);
    const { result } = await playModel(bench, undefined, { clock: hurried });
    expect(result).toMatchObject({ termination: 'timeout', fault: { seat: 0, class: 'timeout' } });
  });

  test.each([
    [
      'refuses the request',
      400,
      { termination: 'disconnect', fault: { seat: 0 } },
      'was refused (HTTP 400, said)',
    ],
    ['denies the key', 401, { termination: 'void-provider', fault: null }, 'provider-http-401'],
  ])('that %s is told from one that fails', async (_, status, ending, told) => {
    const body = { error: { message: plantedKey, code: 'said' } };
    const bench = await open(() => ({ kind: 'error', status, body }));
    expect((await playModel(bench)).result).toMatchObject(ending);
    expect(bench.said.join('\n')).toContain(told);
    expect(bench.said.join('\n')).not.toContain(plantedKey);
  });
});

describe('a budget', () => {
  test.each(['match-calls=2', 'match-tokens=300', 'match-usd=0.001', 'match-seconds=0.000001'])(
    'of %s ends in a forfeit by it when nothing is left',
    async (limit) => {
      const bench = await open(goodAnswer);
      const { result } = await playModel(bench, `${limit}&price-input=2&price-output=10`);
      expect(result).toMatchObject({ termination: 'budget', fault: { seat: 0, class: 'budget' } });
    },
  );

  test('of a move stops a search at the best so far, move after move', async () => {
    const bench = await open(goodAnswer);
    const played = await playModel(bench, 'strategy=mcts&iterations=200&move-calls=6');
    expect(played.result.termination).toBe('normal');
    expect(
      steps(played).every(({ settings }) => (settings!['calls'] as { expand: number }).expand <= 6),
    ).toBe(true);
    expect(new Set(steps(played).map(({ source }) => source))).toEqual(new Set(['search']));
  });

  test.each(strategies.map(({ name }) => name))(
    'of two calls a move holds for %s, and the match is played',
    async (name) => {
      const bench = await open(goodAnswer);
      const strong = name === 'cascade' ? '&strong=custom/large' : '';
      const played = await playModel(bench, `strategy=${name}${strong}&move-calls=2&fallback=random`);
      expect(played.result.termination).toBe('normal');
      const calls = steps(played).map(({ settings }) =>
        Object.values(settings!['calls'] as Record<string, number>),
      );
      for (const counts of calls)
        expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(2);
      // Whatever it does with two calls, it says that it was the model, or that it was not.
      const sources = new Set(steps(played).map(({ source }) => source));
      expect([...sources].every((source) => ['model', 'vote', 'search', 'fallback'].includes(source!))).toBe(
        true,
      );
    },
  );

  test('that is spent falls back to a random move where the entry asks for one', async () => {
    const bench = await open(goodAnswer);
    const played = await playModel(bench, 'match-calls=1&fallback=random');
    expect(steps(played).map(({ source }) => source)).toEqual([
      'model',
      ...steps(played)
        .slice(1)
        .map(() => 'fallback'),
    ]);
  });
});

describe('what is said', () => {
  const secretless = (texts: readonly string[], secrets: readonly string[]): readonly string[] =>
    texts.filter((text) => secrets.some((secret) => text.includes(secret)));

  test('in logs, traces and errors holds neither the key nor a card, whatever happens', async () => {
    const kuhn = gameById('kuhn-poker')!;
    const echo = (text: string) => ({ error: { message: text, code: text, type: 'x'.repeat(200) } });
    const bench = await open(({ prompt, system, number, authorization }) => {
      if (number % 4 === 1)
        return {
          kind: 'error',
          status: 500,
          headers: { 'retry-after-ms': '1' },
          body: echo(`${authorization} ${prompt}`),
        };
      if (number === 6) return { kind: 'error', status: 400, body: echo(`${plantedKey} ${prompt}`) };
      return answer(good.answer(system, prompt, number));
    });
    const first = await bench.play({
      game: kuhn,
      config: { hands: 4 },
      seats: [bench.address('strategy=minimax'), bench.address()],
    });
    const second = await bench.play({
      game: kuhn,
      config: { hands: 4 },
      seats: [bench.address(), bench.address('strategy=vote')],
    });
    expect(bench.server.calls.every(({ authorization }) => authorization === `Bearer ${plantedKey}`)).toBe(
      true,
    );
    // How the words tell a hand, which no line beside the log may repeat.
    expect(bench.server.calls.some(({ prompt }) => /and hold [JQK]/u.test(prompt))).toBe(true);
    expect(bench.said.length).toBeGreaterThan(10);
    expect(secretless(bench.said, [plantedKey, 'and hold ', 'planted'])).toEqual([]);
    expect(secretless([first.text, second.text], [plantedKey, 'and hold '])).toEqual([]);
    expect(secretless([first.notes, second.notes], [plantedKey])).toEqual([]);
  });

  test('by a trace is a span a turn and a call, by the names of the conventions', async () => {
    interface Traced {
      readonly resourceSpans?: readonly {
        readonly scopeSpans: readonly { readonly spans: readonly TracedSpan[] }[];
      }[];
    }
    interface TracedSpan {
      readonly spanId: string;
      readonly traceId: string;
      readonly attributes: readonly { readonly key: string }[];
    }
    const bench = await open(goodAnswer);
    const played = await playModel(bench, 'price-input=2&price-output=10');
    const spans = bench.said.flatMap(
      (line) => (JSON.parse(line) as Traced).resourceSpans?.flatMap((one) => one.scopeSpans[0]!.spans) ?? [],
    );
    const [call, turn] = spans;
    expect(spans).toHaveLength(2 * steps(played).length);
    expect(call).toMatchObject({
      name: 'chat custom/lab',
      kind: 3,
      parentSpanId: turn!.spanId,
      traceId: turn!.traceId,
    });
    const names = call!.attributes.map(({ key }) => key);
    expect(names).toEqual(
      expect.arrayContaining(['gen_ai.operation.name', 'gen_ai.usage.input_tokens', 'agon.cost.usd']),
    );
    expect(names.filter((name) => name.includes('messages'))).toEqual([]);
  });
});
