import type { Arena } from '../arena/arena.ts';
import type { Faults } from '../faults.ts';
import type { Match } from '../match/match.ts';
import type { Clock } from '../match/ports.ts';
import { matchPrefix } from './pair.ts';
import type { TournamentTable } from './tournament-table.ts';

export interface CallingOffDeps {
  readonly arena: Pick<Arena, 'matches' | 'creatorOf' | 'onCreated' | 'onEnded' | 'onLeft'>;
  readonly table: Pick<TournamentTable, 'find'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly faults: Pick<Faults, 'report'>;
  /** Whether this process plays the tournament: then it hears of its end at once. */
  readonly isPlayedHere: (tournament: string) => boolean;
}

/** Between two looks at tournaments that another process plays. */
const lookMs = 1_000;

/** The tournament of a match; undefined where it has none. */
const tournamentOf = (arena: Pick<Arena, 'creatorOf'>, { id }: Match): string | undefined => {
  const creator = arena.creatorOf(id) ?? undefined;
  return creator !== undefined && id.startsWith(matchPrefix(creator)) ? creator : undefined;
};

/**
 * Calls off the matches of this process whose tournament was cancelled, wherever that was done, and also where that
 * process died before it had called them off itself. It follows from the store, so no message can be lost.
 */
export const callOffCancelled = (deps: CallingOffDeps): void => {
  const { arena, table, clock, faults, isPlayedHere } = deps;
  const tournaments = new Map<Match, string>();
  let isLooking = false;
  let isFailing = false;

  const look = async (): Promise<void> => {
    for (const id of new Set(tournaments.values())) {
      if (isPlayedHere(id) || (await table.find(id))?.status !== 'cancelled') continue;
      for (const [match, tournament] of tournaments) if (tournament === id) match.cancel();
    }
    isFailing = false;
  };
  const lookOn = (): void => {
    isLooking = tournaments.size > 0;
    if (!isLooking) return;
    clock.after(lookMs, () => {
      look()
        .catch((error: unknown) => {
          if (!isFailing) faults.report('cancelled tournaments', error);
          isFailing = true;
        })
        .finally(lookOn);
    });
  };
  const take = (match: Match): void => {
    const tournament = tournamentOf(arena, match);
    if (tournament === undefined) return;
    tournaments.set(match, tournament);
    if (!isLooking) lookOn();
  };
  for (const match of arena.matches()) take(match);
  arena.onCreated(take);
  arena.onEnded((match) => tournaments.delete(match));
  arena.onLeft((match) => tournaments.delete(match));
};
