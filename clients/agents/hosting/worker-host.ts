import type { PlayerHost } from '../../../server/hosting/port.ts';
import { createKinds } from './kinds.ts';
import { createPlayerHost, type PlayerHostOptions } from './player-host.ts';
import { createWorkerPool, type WorkerPoolOptions } from './worker-pool.ts';

export interface WorkerHostOptions extends Partial<PlayerHostOptions> {
  readonly pool?: WorkerPoolOptions;
}

/** A server's host: bots decide in worker threads and engines in child processes, so that nothing heavy runs on the event loop. */
export const createWorkerHost = (options: WorkerHostOptions = {}): PlayerHost => {
  const pool = createWorkerPool(options.pool);
  return createPlayerHost({
    ...options,
    kinds: { ...createKinds(pool), ...options.kinds },
    closeKinds: async () => {
      await pool.close();
      await options.closeKinds?.();
    },
  });
};
