import type { PlayerHost } from '../../../server/hosting/port.ts';
import { createKinds } from './kinds.ts';
import { createPlayerHost, type PlayerHostOptions } from './player-host.ts';

/** A host without threads, for one match on the command line and for benchmarks: bots decide on the event loop. */
export const createInlineHost = (options: Partial<PlayerHostOptions> = {}): PlayerHost =>
  createPlayerHost({ ...options, kinds: { ...createKinds(), ...options.kinds } });
