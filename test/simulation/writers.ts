import type { AppendDone, Store } from '../../replays/store.ts';

/** Who wrote under which epoch, as the disk took it. */
export interface Writers {
  /** The disk as one process has it. */
  of(process: string): Store;
}

/** Sees every write that the disk takes: one epoch of a match is one process's, and none comes back. */
export const watchWriters = (disk: Store, violations: string[]): Writers => {
  const writers = new Map<string, { readonly epoch: number; readonly process: string }>();
  const took = (match: string, epoch: number, process: string): void => {
    const last = writers.get(match);
    if (last !== undefined && epoch < last.epoch) violations.push(`${match}: a write from an old epoch`);
    if (last?.epoch === epoch && last.process !== process)
      violations.push(`${match}: ${last.process} and ${process} both write under epoch ${epoch}`);
    writers.set(match, { epoch, process });
  };
  const watched =
    (match: string, epoch: number, process: string, done: AppendDone): AppendDone =>
    (refusal) => {
      if (refusal === undefined) took(match, epoch, process);
      done(refusal);
    };
  return {
    of: (process) => ({
      ...disk,
      create: (creation, done) => disk.create(creation, watched(creation.header.match, 0, process, done)),
      append: (append, done) => disk.append(append, watched(append.match, append.epoch, process, done)),
    }),
  };
};
