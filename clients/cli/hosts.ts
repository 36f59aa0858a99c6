import type { PlayerHost } from '../../server/hosting/port.ts';
import { createInlineHost } from '../agents/hosting/inline-host.ts';
import { createKinds } from '../agents/hosting/kinds.ts';
import { createPlayerHost, type PlayerHostOptions } from '../agents/hosting/player-host.ts';
import { createWorkerPool, type WorkerPool } from '../agents/hosting/worker-pool.ts';
import { createLlmKind, type LlmKindOptions } from '../agents/llm/llm-kind.ts';

/** Every kind of player. Bots decide in the pool's threads. */
export const createAllKinds = (pool: WorkerPool): PlayerHostOptions['kinds'] => ({
  ...createKinds(pool),
  llm: createLlmKind(),
});

/** Who plays in `agon play` and `agon tournament`: bots in this thread, engines in child processes, language models. */
export const createPlayHost = (options: LlmKindOptions = {}): PlayerHost =>
  createInlineHost({ kinds: { llm: createLlmKind(options) } });

/**
 * Who plays on a server: bots in worker threads, engines in child processes, language models. In matches that
 * `isWatched` a bot takes at least `minThinkMs` for a move.
 */
export const createServeHost = (isWatched: (match: string) => boolean, minThinkMs: number): PlayerHost => {
  const pool = createWorkerPool();
  const kinds = createAllKinds(pool);
  const prompt = createPlayerHost({ kinds });
  const paced = createPlayerHost({ kinds, minThinkMs });
  return {
    ...prompt,
    open: (address, context, events) =>
      (isWatched(context.match) ? paced : prompt).open(address, context, events),
    close: async () => {
      await Promise.all([prompt.close(), paced.close()]);
      await pool.close();
    },
  };
};
