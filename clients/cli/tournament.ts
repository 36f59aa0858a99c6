import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { loadSigningKey } from '../../replays/stores/signing-key.ts';
import { openSqliteStore } from '../../replays/stores/sqlite.ts';
import type { Store } from '../../replays/store.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { type CliError, environmentError } from './cli-error.ts';
import { createPlayHost } from './hosts.ts';
import { listenForInterruption } from './interruption.ts';
import { createLocalArena } from './local-arena.ts';
import type { CommonOptions } from './options.ts';
import { createOutput, type Output } from './output.ts';
import { createProgress } from './progress.ts';
import { parseTournamentFile } from './tournament-file.ts';
import { enterTournamentFolder } from './tournament-folder.ts';
import { enterPlayers, planTournament, type Tournament } from './tournament-plan.ts';
import { countedMatches, formatResults, gameResults, writeMatches } from './tournament-report.ts';
import { runTournament } from './tournament-run.ts';

export interface TournamentOptions extends CommonOptions {
  readonly out?: string;
}

const matchesAPair = 2;

const interrupted = (): CliError =>
  environmentError(
    'interrupted',
    'The tournament was interrupted.',
    'Run the same command again, and it plays on.',
  );

const playAll = async (
  tournament: Tournament,
  folder: string,
  store: Store,
  host: PlayerHost,
  output: Output,
): Promise<void> => {
  const interruption = listenForInterruption();
  const progress = createProgress(tournament.schedule.length * matchesAPair, 'matches');
  const key = await loadSigningKey(folder);
  const arena = createLocalArena({ store, key, host, warn: output.note });
  const { signal, arrived } = interruption;
  try {
    await Promise.race([runTournament(tournament, { arena, store, signal, progress }), arrived]);
  } finally {
    progress.stop();
    arena.close();
    interruption.dispose();
  }
  if (signal.aborted) throw interrupted();
};

const report = async (
  tournament: Tournament,
  folder: string,
  store: Store,
  output: Output,
): Promise<void> => {
  const { file, entrants, root } = tournament;
  const matches = await countedMatches(tournament, store);
  const results = gameResults(tournament, matches);
  const path = join(folder, 'matches.jsonl');
  await writeMatches(path, matches, store);
  const players = entrants.map(({ entry: { name, agent } }) => ({ name, agent }));
  output.data({
    type: 'table',
    name: file.name,
    seed: root,
    players,
    matches: matches.length,
    games: results,
  });
  output.text(`${file.name}: ${matches.length} matches\n\n${formatResults(results, entrants)}`);
  output.note(`Logs: ${path}. Everything is in ${folder}; seed ${root}.`);
};

/** `agon tournament`: plays a tournament to its end, from wherever an earlier run left it. */
export const tournament = async (path: string, options: TournamentOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const text = await readFile(path, 'utf8');
  const read = parseTournamentFile(text, path);
  const host = createPlayHost();
  try {
    const entrants = enterPlayers(read, host, path);
    const folder = options.out ?? basename(path, extname(path));
    const root = await enterTournamentFolder(folder, text, read.tournament.seed);
    // Nobody outside was promised a move: after a power cut the last ones are simply played again.
    const store = await openSqliteStore({ directory: folder, synchronous: 'normal' });
    const planned = planTournament(read.tournament, entrants, root);
    try {
      await playAll(planned, folder, store, host, output);
      await report(planned, folder, store, output);
    } finally {
      await store.close();
    }
  } finally {
    await host.close();
  }
};
