import type { Cancel, Clock } from './ports.ts';

/** Values that are shown once they are old enough, in the order in which they came. */
export interface DelayLine<T> {
  /** The newest value that is old enough. */
  shown(): T;
  push(value: T): void;
  /** Shows the newest value now; those before it are never shown. */
  release(): void;
  /** Forgets what is not shown yet, and calls nothing back any more. */
  stop(): void;
}

/** A delay line that shows `first` until a value is `delayMs` of the clock's time old; `onShown` is told of each change. */
export const createDelayLine = <T>(
  clock: Pick<Clock, 'now' | 'after'>,
  delayMs: number,
  first: T,
  onShown: () => void,
): DelayLine<T> => {
  let shown = first;
  let waiting: { readonly due: number; readonly value: T }[] = [];
  let cancel: Cancel | undefined;

  const arm = (): void => {
    const next = waiting[0];
    cancel = next === undefined ? undefined : clock.after(Math.max(0, next.due - clock.now()), advance);
  };
  const advance = (): void => {
    const now = clock.now();
    const due = waiting.filter((item) => item.due <= now);
    waiting = waiting.slice(due.length);
    arm();
    const newest = due.at(-1);
    if (newest === undefined) return;
    shown = newest.value;
    onShown();
  };
  const stop = (): void => {
    cancel?.();
    cancel = undefined;
    waiting = [];
  };
  return {
    shown: () => shown,
    push: (value) => {
      waiting.push({ due: clock.now() + delayMs, value });
      if (cancel === undefined) arm();
    },
    release: () => {
      const newest = waiting.at(-1);
      stop();
      if (newest === undefined) return;
      shown = newest.value;
      onShown();
    },
    stop,
  };
};
