import type { AddressKind } from '../address.ts';
import type { PlayerKind } from '../player-kind.ts';
import { createUciKind } from '../uci/uci-kind.ts';
import { createBotKind } from './bot-kind.ts';
import type { WorkerPool } from './worker-pool.ts';

/** The players that need neither key nor network: house bots and engines. Bots decide in the pool's threads, without one in this thread. */
export const createKinds = (pool?: WorkerPool): Partial<Record<AddressKind, PlayerKind>> => ({
  bot: createBotKind(pool),
  uci: createUciKind(),
});
