import { signal, type ReadonlySignal } from '@preact/signals';
import type { MatchDetails } from '../api/answers.ts';
import { fetchJson } from '../api/fetch-json.ts';
import type { Problem } from '../api/problem.ts';

/** The settings of a match, and its result once it is over. */
export interface Details {
  readonly value: ReadonlySignal<MatchDetails | undefined>;
  /** Why they cannot be had, or not now. */
  readonly problem: ReadonlySignal<Problem | undefined>;
  /** Asks until there is an answer; undefined where there is no such match, or nobody waits any more. */
  readonly read: () => Promise<MatchDetails | undefined>;
  /** Asks until the match is released. */
  readonly awaitRelease: () => Promise<MatchDetails | undefined>;
}

const retryMs = 2_000;
const releasePollMs = 5_000;

/** Resolves after a while, or when the work is called off. */
const sleep = (ms: number, abort: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    abort.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** The details of the match at `path`, not asked for yet. */
export const createDetails = (path: string, abort: AbortSignal): Details => {
  const value = signal<MatchDetails>();
  const problem = signal<Problem>();
  const read = async (): Promise<MatchDetails | undefined> => {
    while (!abort.aborted) {
      const fetched = await fetchJson<MatchDetails>(path, abort);
      problem.value = 'problem' in fetched ? fetched.problem : undefined;
      if ('value' in fetched) {
        value.value = fetched.value;
        return fetched.value;
      }
      if (fetched.problem.code === 'unknown-match') return undefined;
      await sleep(retryMs, abort);
    }
    return undefined;
  };
  return {
    value,
    problem,
    read,
    awaitRelease: async () => {
      for (;;) {
        const details = await read();
        if (details === undefined || details.released) return details;
        await sleep(releasePollMs, abort);
      }
    },
  };
};
