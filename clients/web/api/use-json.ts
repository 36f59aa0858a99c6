import { useEffect, useState } from 'preact/hooks';
import { fetchJson } from './fetch-json.ts';
import type { Problem } from './problem.ts';

/** An answer on its way. What was read stays while it is asked for again and when that fails. */
export interface Resource<T> {
  readonly value?: T;
  /** Why the last request failed. */
  readonly problem?: Problem;
}

const retryMs = 3_000;

/**
 * What the arena answers at `path`, asked for again every `everyMs` where that is given. An arena that is away is
 * asked until it is back. While nobody looks at the page nothing is asked.
 */
export const useJson = <T>(path: string | undefined, everyMs?: number): Resource<T> => {
  const [read, setRead] = useState<Resource<T> & { readonly path?: string | undefined }>({});
  useEffect(() => {
    if (path === undefined) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const fetched = await fetchJson<T>(path, abort.signal);
      if ('value' in fetched) setRead({ path, value: fetched.value });
      else setRead((before) => ({ ...(before.path === path && before), path, problem: fetched.problem }));
      const isAway = 'problem' in fetched && fetched.problem.code === 'unreachable';
      const pauseMs = isAway ? retryMs : everyMs;
      if (pauseMs !== undefined) timer = setTimeout(askWhenSeen, pauseMs);
    };
    const askWhenSeen = (): void => {
      if (document.visibilityState === 'hidden')
        document.addEventListener('visibilitychange', askWhenSeen, { once: true, signal: abort.signal });
      else void ask().catch(() => {});
    };
    askWhenSeen();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [path, everyMs]);
  return read.path === path ? read : {};
};
