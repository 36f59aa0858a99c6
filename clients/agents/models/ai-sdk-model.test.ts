import { afterEach, describe, expect, test } from 'vitest';
import { type ModelServer, type Scripted, startModelServer } from '../stand-in/model-server.ts';
import { createAiSdkModel } from './ai-sdk-model.ts';
import type { ChatModel, ModelRequest } from './chat-model.ts';
import { evidenceCode, isProviderFault, ModelFailure } from './model-failure.ts';
import { providerByName } from './providers.ts';

const secret = 'sk-planted-0123456789';
const hidden = 'You hold K';

const servers: ModelServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const start = async (...script: readonly Scripted[]): Promise<{ model: ChatModel; server: ModelServer }> => {
  const server = await startModelServer(({ number }) => script[number] ?? script.at(-1)!);
  servers.push(server);
  const provider = providerByName('custom')!;
  const endpoint = { baseUrl: server.baseUrl, apiKey: secret };
  return { server, model: createAiSdkModel({ provider, model: 'lab', endpoint }) };
};

const shape = {
  name: 'move',
  schema: { type: 'object', properties: { move: { type: 'string' } }, required: ['move'] },
};

const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  system: 'the rules',
  prompt: hidden,
  signal: new AbortController().signal,
  timeoutMs: 20_000,
  ...more,
});

const failureOf = async (model: ChatModel, more: Partial<ModelRequest> = {}): Promise<ModelFailure> => {
  const failure: unknown = await model.complete(request(more)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ModelFailure);
  return failure as ModelFailure;
};

const answer = (text: string, more: Partial<Extract<Scripted, { kind: 'answer' }>> = {}): Scripted => ({
  kind: 'answer',
  text,
  ...more,
});

/** A chat completion as it is on the wire. */
const completed = (choice: object, input = 5): object => ({
  id: 'c',
  model: 'lab',
  choices: [{ index: 0, ...choice }],
  usage: { prompt_tokens: input, completion_tokens: 7 },
});

describe('an answer', () => {
  test('that has its shape is told as text and as JSON, with its tokens', async () => {
    const { model, server } = await start(answer('{"move":"e4"}'));
    const reply = await model.complete(request({ shape, temperature: 0.3, seed: 7 }));
    expect(reply).toMatchObject({ text: '{"move":"e4"}', json: { move: 'e4' }, finish: 'stop' });
    expect(reply.usage).toEqual(server.counted());
    expect(reply.model).toBe('lab-stand-in');
    expect(server.calls).toMatchObject([
      { system: 'the rules', prompt: hidden, seed: 7, isStructured: true },
    ]);
  });

  test.each([
    ['in a fence', '```json\n{"move":"e4"}\n```', {}, 'stop'],
    ['within prose', 'Sure! {"move":"e4"} it is.', {}, 'stop'],
    ['of another shape', '{"mov":"e4"}', {}, 'stop'],
    ['that was cut off', '{"move":"e', { finish: 'length' }, 'length'],
  ] as const)('%s is told as text, and its tokens count', async (_, text, more, finish) => {
    const { model, server } = await start(answer(text, more));
    const reply = await model.complete(request({ shape }));
    expect(reply).toMatchObject({ text, finish, usage: server.counted() });
  });

  test('that is a tool call has no text', async () => {
    const { model } = await start({
      kind: 'answer',
      text: null,
      tool: '{"move":"e4"}',
      finish: 'tool_calls',
    });
    expect(await model.complete(request({ shape }))).toMatchObject({ text: '', finish: 'tool-calls' });
  });

  test('without a count of tokens has none, and not 0', async () => {
    const { model } = await start(answer('e4', { isUncounted: true }));
    expect((await model.complete(request())).usage).toEqual({});
  });

  test.each([
    ['a negative one', -1],
    ['a fraction', 0.5],
    ['more than a call can have', 10_000_001],
  ])('whose count of tokens is %s has none', async (_, tokens) => {
    const body = completed({ finish_reason: 'stop', message: { role: 'assistant', content: 'e4' } }, tokens);
    const { model } = await start({ kind: 'error', status: 200, body });
    expect((await model.complete(request())).usage).toEqual({ output: 7 });
  });
});

describe('a call fails as', () => {
  test.each([
    ['rate-limited', 429, { 'retry-after': '3' }, { status: 429, retryAfterMs: 3000 }],
    ['rate-limited', 429, { 'retry-after-ms': '40' }, { status: 429, retryAfterMs: 40 }],
    ['server-error', 500, {}, { status: 500 }],
    ['server-error', 529, {}, { status: 529 }],
    ['denied', 401, {}, { status: 401 }],
    ['denied', 402, {}, { status: 402 }],
    ['denied', 404, {}, { status: 404 }],
    ['refused', 400, {}, { status: 400 }],
  ] as const)('%s on %i %j', async (kind, status, headers, facts) => {
    const { model } = await start({ kind: 'error', status, headers });
    expect(await failureOf(model)).toMatchObject({ kind, facts });
  });

  test('bad-reply where the body is no completion', async () => {
    const { model } = await start({ kind: 'error', status: 200, body: { hello: 1 } });
    expect(await failureOf(model)).toMatchObject({ kind: 'bad-reply' });
  });

  test.each([
    ['says that the provider behind it failed', { finish_reason: 'error', message: { content: '' } }],
    ['breaks off with an error', { finish_reason: 'error', message: { content: '{"move":"e' } }],
  ])('bad-reply where the completion %s', async (_, choice) => {
    const { model } = await start({ kind: 'error', status: 200, body: completed(choice) });
    for (const more of [{}, { shape }]) {
      const failure = await failureOf(model, more);
      expect(failure).toMatchObject({ kind: 'bad-reply' });
      expect(isProviderFault(failure)).toBe(true);
      expect(evidenceCode(failure)).toBe('provider-bad-reply');
    }
  });

  test('bad-reply where the completion has no choices', async () => {
    const { model } = await start({
      kind: 'error',
      status: 200,
      body: { id: 'c', model: 'lab', choices: [] },
    });
    expect(await failureOf(model)).toMatchObject({ kind: 'bad-reply' });
  });

  test('refused where the SDK would not send the request', async () => {
    const { model, server } = await start(answer('e4'));
    expect(await failureOf(model, { maxOutput: -1 })).toMatchObject({ kind: 'refused' });
    expect(server.calls).toEqual([]);
  });

  test('unreachable where the socket breaks, and where nobody listens', async () => {
    const { model, server } = await start({ kind: 'break' });
    expect(await failureOf(model)).toMatchObject({ kind: 'unreachable' });
    await server.close();
    expect(await failureOf(model)).toMatchObject({ kind: 'unreachable' });
  });

  test.each([
    ['hangs', { kind: 'hang' }],
    ['drips', answer('{"move":"e4"}', { dripMs: 60 })],
  ] as const)('timeout by our own clock where it %s', async (_, script) => {
    const { model } = await start(script);
    expect(await failureOf(model, { timeoutMs: 150 })).toMatchObject({ kind: 'timeout' });
  });

  test('aborted where nobody waits any more', async () => {
    const { model } = await start({ kind: 'hang' });
    const controller = new AbortController();
    const failure = failureOf(model, { signal: controller.signal });
    setImmediate(() => controller.abort());
    expect(await failure).toMatchObject({ kind: 'aborted' });
  });

  test('what holds neither the key nor the question, though the provider repeats both', async () => {
    const echo = { error: { message: `bad key ${secret} for: ${hidden}`, code: 'invalid_api_key' } };
    const { model } = await start({ kind: 'error', status: 401, body: echo });
    const failure = await failureOf(model);
    const everything = `${failure.stack} ${JSON.stringify(failure)} ${String(failure.cause)}`;
    expect(failure.message).toBe(
      'A call to custom/lab was denied to this key, this account or this model (HTTP 401, invalid_api_key).',
    );
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(hidden);
  });
});
