import { refuse, type Refusal } from '../errors.ts';
import type { ServedTournament, Tournaments } from '../tournaments/tournaments.ts';

/** The limit on the unfinished tournaments of one creator. */
export interface TournamentQuota {
  /** Makes one where there is room for it. */
  readonly make: (
    creator: string,
    make: () => Promise<ServedTournament>,
  ) => Promise<ServedTournament | Refusal>;
}

/** What a creator asks for side by side is made one after the other, so that the store's count holds for each. */
export const createTournamentQuota = (
  { unfinishedCount }: Pick<Tournaments, 'unfinishedCount'>,
  unfinishedMax: number,
): TournamentQuota => {
  const last = new Map<string, Promise<unknown>>();
  return {
    make: async (creator, make) => {
      const before = last.get(creator) ?? Promise.resolve();
      const made = before.then(async () =>
        (await unfinishedCount(creator)) < unfinishedMax ? make() : refuse('too-many-tournaments'),
      );
      const settled = made.catch(() => {});
      last.set(creator, settled);
      try {
        return await made;
      } finally {
        if (last.get(creator) === settled) last.delete(creator);
      }
    },
  };
};
