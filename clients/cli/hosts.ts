import type { PlayerHost } from '../../server/hosting/port.ts';
import { createBotKind } from '../agents/hosting/bot-kind.ts';
import { createInlineHost } from '../agents/hosting/inline-host.ts';
import { createPlayerHost } from '../agents/hosting/player-host.ts';
import { createWorkerPool } from '../agents/hosting/worker-pool.ts';
import { createLlmKind, type LlmKindOptions } from '../agents/llm/llm-kind.ts';
import { createUciKind } from '../agents/uci/uci-kind.ts';

/** Who plays in `agon play` and `agon tournament`: bots in this thread, engines in child processes, language models. */
export const createPlayHost = (options: LlmKindOptions = {}): PlayerHost =>
  createInlineHost({ kinds: { llm: createLlmKind(options) } });

/**
 * Who plays on a server: bots in worker threads, engines in child processes, language models. In matches that `isWatched` a bot takes
 * at least `minThinkMs` for a move.
 */
export const createServeHost = (isWatched: (match: string) => boolean, minThinkMs: number): PlayerHost => {
  const pool = createWorkerPool();
  const kinds = { bot: createBotKind(pool), uci: createUciKind(), llm: createLlmKind() };
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
