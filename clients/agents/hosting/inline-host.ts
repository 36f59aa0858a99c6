import type { PlayerHost } from '../../../server/hosting/port.ts';
import { createUciKind } from '../uci/uci-kind.ts';
import { createBotKind } from './bot-kind.ts';
import { createPlayerHost, type PlayerHostOptions } from './player-host.ts';

/** A host without threads, for one match on the command line and for benchmarks: bots decide on the event loop. */
export const createInlineHost = (options: Partial<PlayerHostOptions> = {}): PlayerHost =>
  createPlayerHost({ ...options, kinds: { bot: createBotKind(), uci: createUciKind(), ...options.kinds } });
