import { type ClusterServer, type ClusterWorld, startClusterServer } from './cluster-process.ts';
import type { SimulatedTime } from './time.ts';

/** The world that disasters befall. */
interface Stricken extends ClusterWorld {
  readonly servers: (ClusterServer | undefined)[];
}

/** What befalls processes and the ways between them. */
export interface Disasters {
  /** Whether nobody at this place reaches the store now. */
  readonly isCut: (place: number) => boolean;
  /** Whether its lobby hears nothing of the others now, nor they of it. */
  readonly isNewsCut: (place: number) => boolean;
  /** Whether nothing befell anything for so long that all lobbies know the same. */
  readonly isUndisturbed: () => boolean;
  readonly plan: (world: Stricken) => void;
}

/** What a process that is gone knew is known elsewhere after this, or forgotten. */
const feltMs = 20_000;

/** Disasters of one history, none of which lasts beyond `untilMs`, except that a process comes back a while later. */
export const createDisasters = (time: SimulatedTime, untilMs: number): Disasters => {
  const cutUntil: number[] = [];
  const newsCutUntil: number[] = [];
  let feltUntilMs = 0;

  const befall = (lastsMs: number): void => {
    feltUntilMs = Math.max(feltUntilMs, time.monotonicMs() + lastsMs + feltMs);
  };
  const cut = (until: number[], place: number, ms: number): void => {
    until[place] = Math.min(untilMs, time.monotonicMs() + ms);
    befall(ms);
  };
  /** A process goes, by `end`, and another comes up in its place after a while. */
  const replace = (world: Stricken, end: (server: ClusterServer, gone: () => void) => void): void => {
    const place = world.rng.int(world.servers.length);
    const server = world.servers[place];
    if (server === undefined) return;
    befall(untilMs);
    end(server, () => {
      server.life.kill();
      if (world.servers[place] === server) world.servers[place] = undefined;
      world.time.schedule(world.rng.int(8_000), () => {
        world.servers[place] ??= startClusterServer(world, place);
        befall(0);
      });
    });
  };
  const freeze = ({ rng, servers, faults }: Stricken): void => {
    const ms = rng.int(faults.freezeMsMax);
    befall(ms);
    servers[rng.int(servers.length)]?.life.freeze(ms);
  };
  const isBefore = (until: readonly number[], place: number): boolean =>
    time.monotonicMs() < (until[place] ?? 0);
  return {
    isCut: (place) => isBefore(cutUntil, place),
    isNewsCut: (place) => isBefore(newsCutUntil, place),
    isUndisturbed: () => time.monotonicMs() >= feltUntilMs,
    plan: (world) => {
      const { rng, faults, servers } = world;
      const plan = (count: number, happen: () => void): void => {
        for (let at = 0; at < count; at++) time.schedule(1_000 + rng.int(untilMs - 2_000), happen);
      };
      const place = (): number => rng.int(servers.length);
      plan(faults.crashes, () => replace(world, (_, gone) => gone()));
      plan(faults.leaves, () => replace(world, ({ cluster }, gone) => void cluster.leave().finally(gone)));
      plan(faults.freezes, () => freeze(world));
      plan(faults.cuts, () => cut(cutUntil, place(), rng.int(faults.cutMsMax)));
      plan(faults.newsCuts, () => cut(newsCutUntil, place(), rng.int(faults.cutMsMax)));
      plan(faults.outages, () => {
        for (const at of servers.keys()) cut(cutUntil, at, rng.int(faults.outageMsMax));
      });
    },
  };
};
