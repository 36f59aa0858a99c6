/** Calls back when the callback that runs is done. */
export type AtMomentsEnd = (callback: () => void) => void;

/** One queue for all sockets: a commit answers many matches in one callback, and a tick for each would cost more. */
export const createMoments = (): AtMomentsEnd => {
  let waiting: (() => void)[] = [];
  const run = (): void => {
    const callbacks = waiting;
    waiting = [];
    for (const callback of callbacks) callback();
  };
  return (callback) => {
    if (waiting.push(callback) === 1) process.nextTick(run);
  };
};
