import type { Rng } from '../../games/rng.ts';
import type { Faults } from './faults.ts';
import type { LobbyServer } from './network.ts';
import type { SimulatedTime } from './time.ts';

/** Nothing befalls a history later than this, so that it comes to its end. */
export const windDownMs = 20_000;

/** The world that disasters befall. */
interface Stricken {
  readonly rng: Rng;
  readonly faults: Faults;
  readonly time: SimulatedTime;
  server: LobbyServer | undefined;
}

/** Its creator calls a match off while it waits, as the HTTP door lets it. */
export const planCancellation = (world: Stricken, match: string): void => {
  if (world.rng.int(8) !== 0) return;
  world.time.schedule(world.rng.int(1_500), () => {
    const live = world.server?.arena.live(match);
    if (live?.status() === 'waiting') live.cancel();
  });
};

/** Crashes, after which `restart` is called, and times at which the process stands still. */
export const planDisasters = (world: Stricken, restart: () => void): void => {
  const { rng, faults, time } = world;
  for (let crash = 0; crash < faults.crashes; crash++) {
    time.schedule(1_000 + rng.int(windDownMs - 2_000), () => {
      const down = world.server;
      if (down === undefined) return;
      down.life.kill();
      world.server = undefined;
      time.schedule(rng.int(3_000), restart);
    });
  }
  for (let freeze = 0; freeze < faults.freezes; freeze++)
    time.schedule(1_000 + rng.int(windDownMs), () => world.server?.life.freeze(rng.int(faults.freezeMsMax)));
};
