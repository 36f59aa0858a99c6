/** Tasks that are run before the event loop gets a turn for timers, sockets and signals. */
const tasksARound = 256;

/**
 * Runs tasks one after another, never inside each other: a task that is added while one runs waits for it. Two
 * players in one process that answer at once would otherwise call each other ever deeper.
 */
export const createTrampoline = (): ((task: () => void) => void) => {
  const tasks: (() => void)[] = [];
  let isScheduled = false;
  const drain = (): void => {
    let next = 0;
    try {
      while (next < tasks.length && next < tasksARound) tasks[next++]!();
    } finally {
      // Also after a task that threw: the others are those of other matches.
      tasks.splice(0, next);
      isScheduled = tasks.length > 0;
      if (isScheduled) setImmediate(drain);
    }
  };
  return (task) => {
    tasks.push(task);
    if (isScheduled) return;
    isScheduled = true;
    queueMicrotask(drain);
  };
};
