import type { Rng } from '../../games/rng.ts';
import type { LobbyExchange, LobbyNews } from '../../server/lobby/news.ts';
import type { ClusterFaults } from './cluster-faults.ts';
import { happens } from './faults.ts';
import type { ProcessLife } from './process.ts';
import type { SimulatedTime } from './time.ts';

/** Carries what lobbies tell each other: late, in order from one to another, and not always. */
export interface NewsNetwork {
  /** The exchange of a process that comes up. */
  join(id: string, place: number, life: ProcessLife): LobbyExchange;
}

interface NewsWorld {
  readonly time: SimulatedTime;
  readonly rng: Rng;
  readonly faults: ClusterFaults;
  readonly isCalm: () => boolean;
  /** Whether nothing gets to this place or from it now. */
  readonly isNewsCut: (place: number) => boolean;
}

interface Listener {
  readonly place: number;
  readonly hear: (news: LobbyNews) => void;
  /** When the last of each sender arrives. */
  readonly lastAtMs: Map<string, number>;
}

export const createNewsNetwork = (world: NewsWorld): NewsNetwork => {
  const { time, rng, faults } = world;
  const listeners = new Map<string, Listener>();
  const deliver = (news: LobbyNews, { place, hear, lastAtMs }: Listener): void => {
    if (world.isNewsCut(place) || (!world.isCalm() && happens(rng, faults.newsLostPercent))) return;
    const now = time.monotonicMs();
    const atMs = Math.max(lastAtMs.get(news.from) ?? 0, now + rng.int(faults.latencyMsMax + 1));
    lastAtMs.set(news.from, atMs);
    time.schedule(atMs - now, () => {
      // As it comes over a real one.
      if (!world.isNewsCut(place)) hear(JSON.parse(JSON.stringify(news)) as LobbyNews);
    });
  };
  return {
    join: (id, place, life) => ({
      id,
      send: (news) => {
        if (!life.isAlive() || world.isNewsCut(place)) return;
        for (const [to, listener] of listeners) if (to !== id) deliver(news, listener);
      },
      listen: (hear) => {
        listeners.set(id, { place, hear: life.whileAlive(hear), lastAtMs: new Map() });
        return () => listeners.delete(id);
      },
    }),
  };
};
