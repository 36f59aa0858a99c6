import type { AppendRefusal } from '../store.ts';
import { judgeWrite, type LogHead, type Write } from './write.ts';

/** Where the log of a match stands in the tables. `id` is absent for a match that the batch itself opens. */
export interface StoredHead extends LogHead {
  readonly id: number | undefined;
  readonly lines: number;
}

/** A line or a note with the match that it belongs to, by name: a new match has no number yet. */
interface OfMatch {
  readonly match: string;
}

/** What a batch of writes comes to, once the heads of its matches are known and locked. */
export interface BatchPlan {
  /** One answer a write, in order: undefined where it is stored or was stored before. */
  readonly answers: readonly (AppendRefusal | undefined)[];
  readonly opened: readonly Write[];
  readonly lines: readonly (OfMatch & { readonly n: number; readonly text: string })[];
  readonly notes: readonly (OfMatch & NonNullable<Write['notes']>[number])[];
  /** The new heads of the matches that were written to, those that ended included. */
  readonly heads: ReadonlyMap<string, StoredHead>;
  readonly finished: readonly NonNullable<Write['finish']>[];
}

/** Judges writes one after another, each on what those before it left. Nothing is stored by this. */
export const planBatch = (writes: readonly Write[], stored: ReadonlyMap<string, StoredHead>): BatchPlan => {
  const heads = new Map<string, StoredHead>();
  const opened: Write[] = [];
  const lines: BatchPlan['lines'][number][] = [];
  const notes: BatchPlan['notes'][number][] = [];
  const finished: BatchPlan['finished'][number][] = [];
  const attempt = (write: Write): AppendRefusal | undefined => {
    const { match, epoch, next, finish } = write;
    const at = heads.get(match) ?? stored.get(match);
    const verdict = judgeWrite(write, at);
    if (verdict === 'done') return undefined;
    if (verdict !== undefined) return verdict;
    if (at === undefined) opened.push(write);
    const from = at?.lines ?? 0;
    for (const [index, text] of write.lines.entries()) lines.push({ match, n: from + index, text });
    for (const note of write.notes ?? []) notes.push({ match, ...note });
    if (finish !== undefined) finished.push(finish);
    const isOver = finish !== undefined;
    heads.set(match, { id: at?.id, epoch, hash: next, lines: from + write.lines.length, isOver });
    return undefined;
  };
  const answers = writes.map(attempt);
  return { answers, opened, lines, notes, heads, finished };
};
