import type { Group } from '../format.ts';
import type { MatchStatus, Note, Secrets, Unfinished } from '../store.ts';
import type { Opening, Write } from './write.ts';

/** A match as the store in memory has it. */
export interface StoredMatch {
  readonly id: number;
  readonly match: string;
  readonly opening: Opening;
  readonly lines: string[];
  readonly notes: Note[];
  epoch: number;
  /** The member of a cluster that plays the match. */
  owner: string | undefined;
  hash: string;
  isOver: boolean;
  endedAt: string | null;
  /** Gone when the match is over. */
  secrets: Secrets | undefined;
  /** From the ledger, once the match is over. */
  group: Group | null;
}

export const statusOf = (stored: StoredMatch): MatchStatus => (stored.isOver ? 'over' : 'running');

/** A match that has no line yet. */
export const openMatch = (write: Write, id: number): StoredMatch => ({
  id,
  match: write.match,
  opening: write.opening!,
  lines: [],
  notes: [],
  epoch: write.epoch,
  owner: write.opening!.owner,
  hash: write.head,
  isOver: false,
  endedAt: null,
  secrets: write.opening!.secrets,
  group: null,
});

/** Raises the epoch of an unfinished match: whoever held it can no longer write. */
export const takeOver = (stored: StoredMatch, owner: string | undefined): Unfinished => {
  stored.owner = owner;
  stored.epoch += 1;
  const { match, lines, secrets, epoch } = stored;
  return { match, lines: lines.slice(), secrets: secrets!, epoch };
};
