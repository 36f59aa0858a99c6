import { loadSigningKey } from '../../replays/stores/signing-key.ts';
import type { Store } from '../../replays/store.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { matchesMax } from '../../server/tournaments/batch.ts';
import { type Course, createRun } from '../../server/tournaments/run.ts';
import type { Tournament } from '../../server/tournaments/tournament.ts';
import { environmentError } from './cli-error.ts';
import { listenForInterruption } from './interruption.ts';
import { createLocalArena } from './local-arena.ts';
import { createProgress } from './progress.ts';

const matchesAPair = 2;

/** What a tournament is played with on this machine. */
export interface LocalParts {
  readonly folder: string;
  readonly store: Store;
  readonly host: PlayerHost;
  /** Told in one line what went wrong beside the play. */
  readonly warn: (line: string) => void;
}

/** Plays whatever is not over yet; throws an error that says how to go on when somebody interrupts. */
export const playTournament = async (
  tournament: Tournament,
  { folder, store, host, warn }: LocalParts,
): Promise<Course> => {
  const interruption = listenForInterruption();
  const progress = createProgress(matchesMax(tournament), 'matches');
  const arena = createLocalArena({ store, key: await loadSigningKey(folder), host, warn });
  const run = createRun(tournament, {
    store,
    play: (plan) => arena.play(plan),
    onPair: () => progress.advance(matchesAPair),
  });
  const { signal, arrived } = interruption;
  try {
    // Before anything new: what a killed run left goes on from the move where it was.
    await arena.adopt();
    const { history, partial } = await run.load();
    progress.advance(matchesAPair * (history.flat().length + partial.length));
    await Promise.race([run.play(signal), arrived]);
  } finally {
    progress.stop();
    arena.close();
    interruption.dispose();
  }
  if (signal.aborted)
    throw environmentError(
      'interrupted',
      'The tournament was interrupted.',
      `Go on with it: agon tournament resume ${folder}`,
    );
  return run.course();
};
