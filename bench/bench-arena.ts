import type { PlayObserver } from '../server/match/observer.ts';
import type { AnyGame } from '../games/game.ts';
import { gameById } from '../games/registry.ts';
import type { Sign } from '../replays/record.ts';
import { createSigningKey } from '../replays/stores/signing-key.ts';
import type { Store } from '../replays/store.ts';
import { createArena, type Arena } from '../server/arena/arena.ts';
import type { MatchPlan } from '../server/arena/plan.ts';
import { systemDeps } from '../server/arena/system-deps.ts';
import { createTickets } from '../server/arena/tickets.ts';
import type { PlayerHost } from '../server/hosting/port.ts';
import { createArenaClock, systemTime } from '../server/match/arena-clock.ts';
import { presetClocks } from '../server/match/clock-presets.ts';

/** A string of a signature's length that costs nothing. */
const unsigned: Sign = (_, done) => done('A'.repeat(86));

export interface BenchArenaOptions {
  readonly store: Store;
  readonly isSigned: boolean;
  readonly host?: PlayerHost;
  readonly observer?: PlayObserver;
}

/** An arena as a server makes it, over any store. */
export const createBenchArena = ({ store, isSigned, host, observer }: BenchArenaOptions): Arena => {
  const key = createSigningKey();
  return createArena({
    store,
    clock: createArenaClock(systemTime),
    ...systemDeps(key),
    ...(!isSigned && { sign: unsigned }),
    report: (match, what, cause) => {
      throw new Error(`${match}: ${what}`, { cause });
    },
    tickets: createTickets('bench'),
    version: 'bench',
    finishedKeptMax: 0,
    ...(host !== undefined && { host }),
    ...(observer !== undefined && { observer }),
  });
};

/** The game with this id, which must be one of the registry. */
export const gameOf = (id: string): AnyGame => {
  const game = gameById(id);
  if (game === undefined) throw new Error(`no game ${id}`);
  return game;
};

/** A match of the game in its default form; `address` plays all its seats, or tickets do. */
export const planOf = (game: AnyGame, address?: string): MatchPlan => ({
  game,
  config: game.defaults,
  seats: game.roles(game.defaults).map((_, seat) => ({
    entry: { agent: `bench-${seat}`, name: `bench-${seat}`, owner: 'bench', kind: 'script' },
    ...(address !== undefined && { address }),
  })),
  clock: presetClocks.llm,
  attempts: { max: 3, then: 'forfeit' },
  legalTold: true,
  rated: false,
  release: 'end',
});
