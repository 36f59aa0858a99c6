import type { Append, AppendRefusal, LogStore, Note } from '../../replays/store.ts';
import type { UnnumberedLedgerRow } from '../../replays/ledger.ts';
import type { Clock } from './ports.ts';

/** Tries a commit that failed again after this; doubled up to the maximum. */
const retryMsMin = 1_000;
const retryMsMax = 30_000;

/** Lines to store, and what follows once they are durable. */
export interface Entry {
  readonly lines: readonly string[];
  /** The chain's head after these lines. */
  readonly next: string;
  readonly notes?: readonly Note[] | undefined;
  readonly finish?: UnnumberedLedgerRow | undefined;
  readonly onStored: () => void;
}

export interface Writer {
  write(entry: Entry): void;
  /** Forgets what is not stored yet and calls nothing back any more. */
  stop(): void;
  /** Whether the last commit failed and is being tried again. */
  isStuck(): boolean;
  /** Arena time during which a commit was under way, up to now. */
  waitedMs(): number;
}

interface WriterPorts {
  readonly match: string;
  readonly epoch: number;
  readonly store: LogStore;
  readonly clock: Clock;
  /** Runs what follows a commit; never throws. */
  readonly run: (part: () => void) => void;
  /** Somebody else writes this log now: this process must go quiet. */
  readonly onFenced: () => void;
  readonly onStuck: (message: string) => void;
  /** The first commit after a failed one is durable. */
  readonly onRecovered: () => void;
}

const mergeNotes = (entries: readonly Entry[]): readonly Note[] | undefined => {
  const notes = entries.flatMap((entry) => entry.notes ?? []);
  return notes.length > 0 ? notes : undefined;
};

const mergeEntries = ({ match, epoch }: WriterPorts, head: string, entries: readonly Entry[]): Append => {
  const last = entries.at(-1)!;
  const isOne = entries.length === 1;
  const lines = isOne ? last.lines : entries.flatMap((entry) => entry.lines);
  const notes = isOne ? last.notes : mergeNotes(entries);
  return { match, epoch, head, next: last.next, lines, notes, finish: last.finish };
};

/**
 * Stores the lines of one log in order, one append under way at a time; what comes meanwhile goes with the
 * next. A commit that fails is tried again until it succeeds: the match stands still, and nothing is lost.
 */
export const createWriter = (ports: WriterPorts, from: string): Writer => {
  let head = from;
  let waiting: Entry[] = [];
  let underWay: readonly Entry[] | undefined;
  let retryMs = 0;
  let stopped = false;
  let waitedMs = 0;
  /** Since when the commit that is under way has kept the match waiting; undefined while it has not. */
  let since: number | undefined;
  const waitingMs = (): number => (since === undefined ? 0 : ports.clock.now() - since);

  const submit = (entries: readonly Entry[]): void => {
    underWay = entries;
    const append = mergeEntries(ports, head, entries);
    ports.store.append(append, (refusal) => settle(append, entries, refusal));
  };
  const settle = (append: Append, entries: readonly Entry[], refusal: AppendRefusal | undefined): void => {
    if (stopped) return;
    if (refusal?.kind === 'stale') {
      stopped = true;
      ports.onFenced();
    } else if (refusal?.kind === 'failed') {
      retryMs = Math.min(retryMsMax, Math.max(retryMsMin, retryMs * 2));
      ports.onStuck(refusal.message);
      ports.clock.after(retryMs, () => stopped || submit(entries));
    } else {
      const wasStuck = retryMs > 0;
      retryMs = 0;
      head = append.next;
      underWay = undefined;
      waitedMs += waitingMs();
      since = undefined;
      for (const entry of entries) if (!stopped) ports.run(entry.onStored);
      if (wasStuck && !stopped) ports.onRecovered();
      // A callback may have written and so submitted already.
      if (underWay === undefined && waiting.length > 0 && !stopped) begin(waiting.splice(0));
    }
  };
  const begin = (entries: readonly Entry[]): void => {
    submit(entries);
    // Most stores in this process have answered by now, and the clock need not be asked.
    if (underWay === entries) since = ports.clock.now();
  };
  return {
    write: (entry) => {
      if (stopped) return;
      if (underWay === undefined && waiting.length === 0) return begin([entry]);
      waiting.push(entry);
      if (underWay === undefined) begin(waiting.splice(0));
    },
    stop: () => {
      stopped = true;
      waiting = [];
    },
    isStuck: () => retryMs > 0,
    waitedMs: () => waitedMs + waitingMs(),
  };
};
