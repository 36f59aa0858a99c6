/** Does work one piece at a time, and rests after each for as long as it took: never more than half of the time. */
export type HalfTime = <T>(work: () => Promise<T>) => Promise<T>;

/** However long a piece took, the next one begins after this. */
const restMsMax = 1_000;

export const createHalfTime = (
  nowMs: () => number = () => performance.now(),
  rest: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): HalfTime => {
  let before: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = before.then(async () => {
      const since = nowMs();
      const done = work();
      const pause = (): Promise<void> => rest(Math.min(nowMs() - since, restMsMax));
      // What fails took its time as well; whoever asked for it is told.
      return { done, rested: done.then(pause, pause) };
    });
    before = turn.then(({ rested }) => rested);
    return turn.then(({ done }) => done);
  };
};
