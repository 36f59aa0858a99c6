import type { Store } from '../../replays/store.ts';
import type { Arena } from '../../server/arena/arena.ts';
import type { PlayedMatch } from './history.ts';
import type { SimulatedTime } from './time.ts';

const askEveryMs = 2_000;

interface ReleaseWorld {
  readonly time: SimulatedTime;
  readonly disk: Store;
  readonly violations: string[];
  /** Undefined where none is up. */
  readonly servers: () => readonly ({ readonly arena: Pick<Arena, 'isReleased'> } | undefined)[];
}

/** Asks all along whether logs may be shown: none may before its match is over, and all others of its group. */
export const watchReleases = (
  { time, disk, violations, servers }: ReleaseWorld,
  matches: readonly PlayedMatch[],
): void => {
  const isOver = async (id: string): Promise<boolean> =>
    (await disk.read(id))!.at(-1)!.startsWith('{"type":"end"');
  const look = async (arena: Pick<Arena, 'isReleased'>, { id, group }: PlayedMatch): Promise<void> => {
    // A store that is out of reach says nothing.
    if ((await arena.isReleased(id).catch(() => false)) !== true) return;
    for (const other of matches)
      if (
        (other.id === id || (group !== null && other.group?.pair === group.pair)) &&
        !(await isOver(other.id))
      )
        violations.push(`${id} was released while ${other.id} was not over`);
  };
  const ask = (): void => {
    for (const server of servers())
      if (server !== undefined) for (const match of matches) void look(server.arena, match);
    time.schedule(askEveryMs, ask);
  };
  ask();
};
