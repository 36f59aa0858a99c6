import type { Append, AppendRefusal, Creation, Secrets } from '../store.ts';

/** The epoch of a match from its creation until it is first adopted. */
export const firstEpoch = 0;

/** What a new match is listed under, and its secrets. */
export interface Opening {
  readonly game: string;
  readonly agents: readonly string[];
  readonly createdAt: string;
  readonly secrets: Secrets;
  readonly owner: string | undefined;
}

/** A write as stores do it: a creation is the first append of a match that must not exist yet. */
export interface Write extends Append {
  readonly opening?: Opening;
}

export const writeOfCreation = ({ header, line, head, secrets, owner }: Creation): Write => ({
  match: header.match,
  epoch: firstEpoch,
  head: header.prev,
  next: head,
  lines: [line],
  opening: {
    game: header.game.id,
    agents: header.seats.map((seat) => seat.agent),
    createdAt: header.at,
    secrets,
    owner,
  },
});

/** Where the log of a match stands. */
export interface LogHead {
  readonly epoch: number;
  readonly hash: string;
  readonly isOver: boolean;
}

/**
 * Whether a write may be done (`undefined`), was done before and only its answer was lost (`done`), or comes from
 * somebody who no longer holds the match.
 */
export const judgeWrite = (
  write: Omit<Write, 'lines'>,
  at: LogHead | undefined,
): 'done' | AppendRefusal | undefined => {
  if (at === undefined) return write.opening === undefined ? { kind: 'stale' } : undefined;
  if (at.epoch !== write.epoch) return { kind: 'stale' };
  if (at.hash === write.next) return 'done';
  return at.isOver || write.opening !== undefined || at.hash !== write.head ? { kind: 'stale' } : undefined;
};
