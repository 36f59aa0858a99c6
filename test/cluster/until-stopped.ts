/**
 * Rejects at the first SIGINT or SIGTERM, so that whoever races with it ends what it started. Call it before anything is
 * started. More signals change nothing: a process that ended at once would leave its servers behind.
 */
export const untilStopped = (): Promise<never> => {
  const stopped = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => reject(new Error(`stopped by ${signal}`)));
  });
  // It may come while nobody is waiting for it; whoever does next is told.
  stopped.catch(() => {});
  return stopped;
};
