import { describe, expect, test } from 'vitest';
import type { After } from '../timer.ts';
import type { ChatModel, ModelRequest } from './chat-model.ts';
import { ModelFailure, type ModelFailureKind } from './model-failure.ts';
import { completeWithRetries } from './retrying.ts';

/** Time that passes only while somebody waits, and then at once. */
const createTime = () => {
  let nowMs = 0;
  const waits: number[] = [];
  const after: After = (ms, callback) => {
    let isCalled = true;
    queueMicrotask(() => {
      if (!isCalled) return;
      waits.push(ms);
      nowMs += ms;
      callback();
    });
    return () => {
      isCalled = false;
    };
  };
  return { after, now: () => nowMs, waits };
};

const failure = (kind: ModelFailureKind, retryAfterMs?: number): ModelFailure =>
  new ModelFailure('lab/one', kind, 1, { retryAfterMs });

const reply = { text: 'e4', usage: {}, finish: 'stop', ms: 1 } as const;

const run = async (script: readonly (ModelFailure | typeof reply)[], more: Partial<ModelRequest> = {}) => {
  const time = createTime();
  const timeouts: number[] = [];
  const told: ModelFailureKind[] = [];
  const model: ChatModel = {
    name: 'lab/one',
    complete: async ({ timeoutMs }) => {
      const next = script[timeouts.length] ?? script.at(-1)!;
      timeouts.push(timeoutMs);
      if (next instanceof ModelFailure) throw next;
      return next;
    },
  };
  const request = {
    system: '',
    prompt: '',
    signal: new AbortController().signal,
    timeoutMs: 60_000,
    ...more,
  };
  const parts = { ...time, onFailure: ({ kind }: ModelFailure) => void told.push(kind) };
  const result = await completeWithRetries(model, request, parts).catch((error: unknown) => error);
  return { result, timeouts, told, waits: time.waits };
};

describe('a call that failed', () => {
  test('is tried again after a growing wait, each try with the time that is left', async () => {
    const { result, timeouts, waits, told } = await run([
      failure('server-error'),
      failure('unreachable'),
      failure('bad-reply'),
      reply,
    ]);
    expect(result).toBe(reply);
    expect(waits).toEqual([500, 1000, 2000]);
    expect(timeouts).toEqual([60_000, 59_500, 58_500, 56_500]);
    expect(told).toEqual(['server-error', 'unreachable', 'bad-reply']);
  });

  test('waits as long as the provider asks', async () => {
    expect((await run([failure('rate-limited', 7_000), reply])).waits).toEqual([7_000]);
  });

  test.each(['timeout', 'aborted', 'refused', 'denied'] as const)(
    'by %s is not tried again',
    async (kind) => {
      const { result, timeouts } = await run([failure(kind), reply]);
      expect(result).toMatchObject({ kind });
      expect(timeouts).toHaveLength(1);
    },
  );

  test('is given up at once where the wait would outlast the time', async () => {
    const { result, waits, timeouts } = await run([failure('rate-limited', 60_000), reply]);
    expect(result).toMatchObject({ kind: 'rate-limited' });
    expect({ waits, tries: timeouts.length }).toEqual({ waits: [], tries: 1 });
  });

  test('is given up after eight tries', async () => {
    const { result, timeouts } = await run([failure('server-error', 1)]);
    expect(result).toMatchObject({ kind: 'server-error' });
    expect(timeouts).toHaveLength(8);
  });
});
