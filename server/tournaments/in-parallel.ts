/** Works through `items` in order, at most `concurrency` of them at once. After a failure, or once `signal` fires, none is begun. */
export const inParallel = async <T>(
  items: Iterable<T>,
  concurrency: number,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const queue = Iterator.from(items);
  let hasFailed = false;
  const takeOver = async (): Promise<void> => {
    while (!hasFailed && !signal.aborted) {
      const { done, value } = queue.next();
      if (done === true) return;
      try {
        await work(value);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, takeOver));
};
