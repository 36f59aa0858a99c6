import { isVoid } from '../../replays/format.ts';
import type { LedgerRow } from '../../replays/ledger.ts';
import type { Store } from '../../replays/store.ts';
import { type Benchmark, type BenchmarkRun, planRun, runId, runsOf } from './benchmark-plan.ts';
import { inParallel } from '../../server/tournaments/in-parallel.ts';
import { ledgerRows } from '../../replays/ledger-rows.ts';
import type { LocalArena } from './local-arena.ts';
import type { Progress } from './progress.ts';
import { triesMax } from '../../server/tournaments/pair.ts';

/** Whether a match was void; undefined for one that is not over. */
type IsVoidMatch = (match: string) => boolean | undefined;

/** The try of a run that counts, or is to be played now: its number and its match. */
const tryOf = (
  benchmark: Benchmark,
  run: BenchmarkRun,
  isVoidMatch: IsVoidMatch,
): { readonly again: number; readonly id: string } => {
  for (let again = 0; ; again++) {
    const id = runId(benchmark, run, again);
    if (isVoidMatch(id) !== true || again === triesMax - 1) return { again, id };
  }
};

interface RunParts {
  readonly arena: LocalArena;
  readonly store: Store;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly concurrency: number;
}

/** Plays whatever is not over yet. Resolves when all is, or soon after `signal` fires. */
export const runBenchmark = async (benchmark: Benchmark, parts: RunParts): Promise<void> => {
  const { arena, store, signal, progress, concurrency } = parts;
  const voids = new Map<string, boolean>();
  for await (const { match, termination } of ledgerRows(store)) voids.set(match, isVoid(termination));
  // Before anything new: what a killed run left goes on from the move where it was.
  await arena.adopt();
  await inParallel(runsOf(benchmark), concurrency, signal, async (run) => {
    while (!signal.aborted) {
      const { again, id } = tryOf(benchmark, run, (match) => voids.get(match));
      if (voids.has(id)) return progress.advance(1);
      const { termination } = await arena.play(planRun(benchmark, run, again));
      voids.set(id, isVoid(termination));
    }
  });
};

/** A run that is over, with its row of the ledger. */
export interface RunRow extends BenchmarkRun {
  readonly row: LedgerRow;
}

/** The runs of a benchmark that are over, in their order, whatever order they were played in. */
export const finishedRuns = async (benchmark: Benchmark, store: Store): Promise<readonly RunRow[]> => {
  const rows = new Map<string, LedgerRow>();
  for await (const row of ledgerRows(store)) rows.set(row.match, row);
  const isVoidMatch: IsVoidMatch = (match) => {
    const row = rows.get(match);
    return row && isVoid(row.termination);
  };
  return runsOf(benchmark).flatMap((run) => {
    const row = rows.get(tryOf(benchmark, run, isVoidMatch).id);
    return row === undefined ? [] : [{ ...run, row }];
  });
};
