import { loadSigningKey } from '../../replays/stores/signing-key.ts';
import type { Store } from '../../replays/store.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { matchesMax } from '../../server/tournaments/batch.ts';
import { createReporter } from '../../server/tournaments/report.ts';
import { type Course, createRun } from '../../server/tournaments/run.ts';
import type { Tournament } from '../../server/tournaments/tournament.ts';
import { environmentError } from './cli-error.ts';
import { withWayOn } from './disk-error.ts';
import { listenForInterruption } from '../../server/interruption.ts';
import { createLocalArena } from './local-arena.ts';
import { createLiveView } from './live-view.ts';
import { createProgress } from './progress.ts';
import { shellWord } from './shell-word.ts';
import { formatLive } from './tournament-report.ts';

const matchesAPair = 2;

/** What a tournament is played with on this machine. */
export interface LocalParts {
  readonly folder: string;
  readonly store: Store;
  readonly host: PlayerHost;
  /** Told in one line what went wrong beside the play. */
  readonly warn: (line: string) => void;
}

/** What is told while a tournament is played: a table on a terminal, plain lines elsewhere. */
const createWatch = (tournament: Tournament, course: () => Course, warn: LocalParts['warn']) => {
  const total = matchesMax(tournament);
  if (!process.stderr.isTTY) {
    const progress = createProgress(total, 'matches');
    return {
      pairsOver: (pairs: number) => progress.advance(matchesAPair * pairs),
      warn,
      stop: () => progress.stop(),
    };
  }
  const view = createLiveView(process.stderr);
  const report = createReporter(tournament);
  const show = (): void => view.show(() => formatLive(report(course()), total));
  return { pairsOver: show, warn: (line: string) => view.say(line), stop: () => view.stop() };
};

/** Plays whatever is not over yet; throws an error that says how to go on when somebody interrupts. */
export const playTournament = async (
  tournament: Tournament,
  { folder, store, host, warn }: LocalParts,
): Promise<Course> => {
  const interruption = listenForInterruption();
  const watch = createWatch(tournament, () => run.course(), warn);
  const key = await loadSigningKey(folder);
  const arena = createLocalArena({ store, key, host, warn: (line) => watch.warn(line) });
  const run = createRun(tournament, {
    store,
    play: (plan) => arena.play(plan),
    onPair: () => watch.pairsOver(1),
  });
  const { signal, arrived } = interruption;
  const onHint = `Go on with it: agon tournament resume ${shellWord(folder)}`;
  try {
    // Before anything new: what a killed run left goes on from the move where it was.
    await arena.adopt();
    // Pairs of the batch that is under way are told of when the run comes past them.
    const { history } = await run.load();
    watch.pairsOver(history.flat().length);
    await Promise.race([run.play(signal), arrived]);
  } catch (error) {
    throw withWayOn(error, `Free some space. ${onHint}`);
  } finally {
    watch.stop();
    arena.close();
    interruption.dispose();
  }
  if (signal.aborted) throw environmentError('interrupted', 'The tournament was interrupted.', onHint);
  return run.course();
};
