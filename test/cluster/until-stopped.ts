import { listenForInterruption } from '../../server/interruption.ts';

/**
 * Rejects at the first SIGINT or SIGTERM, so that whoever races with it ends what it started. Call it before anything is
 * started; a second signal ends this process at once.
 */
export const untilStopped = (): Promise<never> => {
  const stopped = listenForInterruption().arrived.then((): never => {
    throw new Error('stopped by a signal');
  });
  // It may come while nobody is waiting for it; whoever does next is told.
  stopped.catch(() => {});
  return stopped;
};
