import { isVoid } from '../../replays/format.ts';
import type { Store } from '../../replays/store.ts';
import { inParallel } from '../../server/tournaments/in-parallel.ts';
import { ledgerRows } from '../../replays/ledger-rows.ts';
import type { LocalArena } from './local-arena.ts';
import type { Progress } from './progress.ts';
import { pairState, type ScheduledPair } from '../../server/tournaments/schedule.ts';
import { planMatch, type Tournament } from './tournament-plan.ts';

/** Whether each match that is over was void. */
type Results = Map<string, boolean>;

const playPair = async (
  tournament: Tournament,
  pair: ScheduledPair,
  results: Results,
  { arena, signal, progress }: RunParts,
): Promise<void> => {
  while (!signal.aborted) {
    const state = pairState(tournament.identity, pair, (match) => results.get(match));
    const [match] = state.left;
    if (match === undefined) {
      progress.advance(state.matches.length);
      return;
    }
    const { termination } = await arena.play(planMatch(tournament, pair, state, match));
    results.set(match.id, isVoid(termination));
  }
};

export interface RunParts {
  readonly arena: LocalArena;
  readonly store: Store;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Plays whatever is not over yet. Resolves when all is, or soon after `signal` fires. */
export const runTournament = async (tournament: Tournament, parts: RunParts): Promise<void> => {
  const results: Results = new Map();
  for await (const { match, termination } of ledgerRows(parts.store)) results.set(match, isVoid(termination));
  // Before anything new: what a killed run left goes on from the move where it was.
  await parts.arena.adopt();
  const { schedule, file } = tournament;
  await inParallel(schedule, file.concurrency, parts.signal, (pair) =>
    playPair(tournament, pair, results, parts),
  );
};
