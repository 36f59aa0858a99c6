import { ledgerRows } from '../../replays/ledger-rows.ts';
import type { LedgerRow } from '../../replays/ledger.ts';
import type { Store } from '../../replays/store.ts';
import type { MatchPlan } from '../arena/plan.ts';
import { createScheduler, type Ending } from './batch.ts';
import { inParallel } from './in-parallel.ts';
import { pairStateIn, pairResult, type PairResult } from './pair-result.ts';
import { matchesAPair, matchPrefix, type ScheduledPair } from './pair.ts';
import type { StopState } from './stop-rule.ts';
import { planMatch, type Tournament } from './tournament.ts';

/** What a run plays with. */
export interface RunPorts {
  readonly store: Pick<Store, 'ledger'>;
  /** Plays a match to its end and until its ledger row is stored; one of this id that is under way is waited for. */
  readonly play: (plan: MatchPlan, signal: AbortSignal) => Promise<unknown>;
  /** The ledger's length when the tournament was made: its rows come later. */
  readonly ledgerFrom?: number;
  /** A pair is over. */
  readonly onPair?: () => void;
}

/** How far a tournament is. */
export interface Course {
  /** Batches that are over, in the order of the schedule. */
  readonly history: readonly (readonly PairResult[])[];
  /** The pairs of the batch that is under way; none when all is over. */
  readonly current: readonly ScheduledPair[];
  /** Those of them that are over. */
  readonly partial: readonly PairResult[];
  readonly ending: Ending | null;
  /** Where the stop rule stands after whole batches. */
  readonly stop: StopState;
  /** Rows of the tournament's own matches. */
  readonly rows: ReadonlyMap<string, LedgerRow>;
}

/** One run of a tournament, from wherever an earlier one left it. */
export interface Run {
  /** Reads what is over already. */
  readonly load: () => Promise<Course>;
  /** Plays whatever is not over yet. Resolves when all is, or, once `signal` fires, when what was begun is over. */
  readonly play: (signal: AbortSignal) => Promise<Course>;
  readonly course: () => Course;
}

/** A tournament's own rows of the ledger, as far as they were read. */
const createRowReader = ({ identity }: Tournament, { store, ledgerFrom = 0 }: RunPorts) => {
  const prefix = matchPrefix(identity);
  const rows = new Map<string, LedgerRow>();
  let since = ledgerFrom;
  return {
    rows,
    readOn: async (): Promise<void> => {
      for await (const row of ledgerRows(store, since)) {
        since = row.seq;
        if (row.match.startsWith(prefix)) rows.set(row.match, row);
      }
    },
  };
};

/** A run over a store: all that it remembers comes from the ledger. */
export const createRun = (tournament: Tournament, ports: RunPorts): Run => {
  const { identity, file } = tournament;
  const { rows, readOn } = createRowReader(tournament, ports);
  const history: (readonly PairResult[])[] = [];
  const scheduler = createScheduler(tournament);
  let batch = scheduler.batch();

  /** Takes up batches that are over. */
  const advance = (): void => {
    while ('pairs' in batch) {
      const results = batch.pairs.map((pair) => pairResult(identity, pair, rows));
      if (!results.every((result) => result !== undefined)) return;
      history.push(results);
      scheduler.add(results);
      batch = scheduler.batch();
    }
  };
  const course = (): Course => {
    const current = 'pairs' in batch ? batch.pairs : [];
    return {
      history,
      current,
      partial: current.flatMap((pair) => pairResult(identity, pair, rows) ?? []),
      ending: 'ending' in batch ? batch.ending : null,
      stop: scheduler.stop(),
      rows,
    };
  };
  const load = async (): Promise<Course> => {
    await readOn();
    advance();
    return course();
  };

  /** Plays a pair on. Both matches are there at once where two may be, so that neither is released before the other. */
  const playPair = async (pair: ScheduledPair, signal: AbortSignal): Promise<void> => {
    for (;;) {
      const { again, left } = pairStateIn(identity, pair, rows);
      if (left.length === 0) return ports.onPair?.();
      if (signal.aborted) return;
      const together = file.concurrency < matchesAPair ? left.slice(0, 1) : left;
      await Promise.all(
        together.map((match) => ports.play(planMatch(tournament, pair, again, match), signal)),
      );
      await readOn();
    }
  };
  return {
    load,
    course,
    play: async (signal) => {
      await load();
      const pairsAtOnce = Math.max(1, Math.floor(file.concurrency / matchesAPair));
      while ('pairs' in batch && !signal.aborted) {
        await inParallel(batch.pairs, pairsAtOnce, signal, (pair) => playPair(pair, signal));
        advance();
      }
      return course();
    },
  };
};
