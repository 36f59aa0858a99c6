import type { After } from '../timer.ts';
import type { ChatModel, ModelReply, ModelRequest } from './chat-model.ts';
import { mayPass, ModelFailure } from './model-failure.ts';

const triesMax = 8;
const waitMsMin = 500;
const waitMsMax = 30_000;

/** What is left for an answer after a wait, or waiting was in vain. */
const answerMsMin = 250;

export interface RetryParts {
  readonly after: After;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Told of every failed try, the last one included. */
  readonly onFailure: (failure: ModelFailure) => void;
}

const wait = (ms: number, { after }: RetryParts, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = after(ms, done);
    signal.addEventListener('abort', done, { once: true });
  });

/** How long a provider asks to be left alone, else twice as long each time. */
const waitMsOf = ({ facts }: ModelFailure, attempt: number): number =>
  facts.retryAfterMs ?? Math.min(waitMsMax, waitMsMin * 2 ** (attempt - 1));

/**
 * Asks again while the provider fails and the answer would still be in time. A wait that would outlast the request's
 * time is not begun: the failure is told at once, while something else can still be done about the turn.
 */
export const completeWithRetries = async (
  model: ChatModel,
  request: ModelRequest,
  parts: RetryParts,
): Promise<ModelReply> => {
  const dueAt = parts.now() + request.timeoutMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await model.complete({ ...request, timeoutMs: Math.max(1, dueAt - parts.now()) });
    } catch (error) {
      if (!(error instanceof ModelFailure)) throw error;
      parts.onFailure(error);
      const waitMs = waitMsOf(error, attempt);
      const isInTime = parts.now() + waitMs + answerMsMin < dueAt;
      if (!mayPass(error) || attempt === triesMax || !isInTime) throw error;
      await wait(waitMs, parts, request.signal);
    }
  }
};
