import type { Arena } from '../arena/arena.ts';
import { refuse, type Refusal } from '../errors.ts';
import type { DoorLimits } from '../gateway/door-limits.ts';
import { createMinuteLimit } from '../minute-limit.ts';

/** Limits on what one creator, and all together, may start. */
export interface CreationQuota {
  /** Counts one creation; call `done` when the arena has it or refused it. */
  admit(creator: string): Refusal | { readonly done: () => void };
}

/** The quota of a server; `nowMs` is any monotonic clock. */
export const createCreationQuota = (
  arena: Pick<Arena, 'matches' | 'matchesCount' | 'creatorOf' | 'onCreated' | 'onEnded' | 'onLeft'>,
  limits: DoorLimits,
  nowMs: () => number,
): CreationQuota => {
  const unfinished = new Map<string, number>();
  const creators = new Map<string, string>();
  const minute = createMinuteLimit(limits.matchesPerMinuteMax, nowMs);

  const add = (creator: string, by: 1 | -1): void => {
    const count = (unfinished.get(creator) ?? 0) + by;
    if (count === 0) unfinished.delete(creator);
    else unfinished.set(creator, count);
  };
  const started = (id: string): void => {
    const creator = arena.creatorOf(id);
    if (creator === null || creator === undefined) return;
    creators.set(id, creator);
    add(creator, 1);
  };
  const ended = (id: string): void => {
    const creator = creators.get(id);
    creators.delete(id);
    if (creator !== undefined) add(creator, -1);
  };

  for (const { id } of arena.matches()) started(id);
  arena.onCreated(({ id }) => started(id));
  arena.onEnded(({ id }) => ended(id));
  arena.onLeft(({ id }) => ended(id));
  return {
    admit: (creator) => {
      if (arena.matchesCount() >= limits.matchesMax) return refuse('arena-full');
      if ((unfinished.get(creator) ?? 0) >= limits.matchesPerKeyMax)
        return refuse('too-many-matches', `At most ${limits.matchesPerKeyMax} may be unfinished at once.`);
      if (!minute.take(creator))
        return refuse('too-many-creations', `At most ${limits.matchesPerMinuteMax} in a minute.`);
      // It counts as unfinished while it is being stored, so that requests side by side cannot pass the limit.
      add(creator, 1);
      return { done: () => add(creator, -1) };
    },
  };
};
