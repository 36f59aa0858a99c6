import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { openSqliteStore } from '../../replays/stores/sqlite.ts';
import { type Course, createRun } from '../../server/tournaments/run.ts';
import { reportOn } from '../../server/tournaments/report.ts';
import type { Tournament } from '../../server/tournaments/tournament.ts';
import { openDatabaseView, databaseIn } from './database.ts';
import { createPlayHost } from './hosts.ts';
import type { CommonOptions } from './options.ts';
import { createOutput, type Output } from './output.ts';
import { parseTournamentFile } from './tournament-file.ts';
import { enterTournamentFolder, findTournamentFolder } from './tournament-folder.ts';
import { planTournament } from './tournament-plan.ts';
import { formatReport } from './tournament-report.ts';
import { playTournament } from './tournament-run.ts';
import { writeResults } from './tournament-results.ts';

export interface TournamentOptions extends CommonOptions {
  readonly out?: string;
}

const print = (tournament: Tournament, course: Course, output: Output): void => {
  const report = reportOn(tournament, course);
  output.data({ type: 'table', seed: tournament.root, ...report });
  output.text(formatReport(report));
};

/** Plays the tournament of a file's text in a folder, to its end, from wherever an earlier run left it. */
const playIn = async (text: string, path: string, folder: string, output: Output): Promise<void> => {
  const read = parseTournamentFile(text, path);
  const host = createPlayHost();
  try {
    const planned = planTournament(read, host, path);
    const root = await enterTournamentFolder(folder, text, read.tournament.seed);
    // Nobody outside was promised a move: after a power cut the last ones are simply played again.
    const store = await openSqliteStore({ directory: folder, synchronous: 'normal' });
    const tournament = planned(root);
    try {
      const course = await playTournament(tournament, { folder, store, host, warn: output.note });
      print(tournament, course, output);
      await writeResults(folder, tournament, course, store);
      output.note(`Results are in ${folder}; seed ${root}.`);
    } finally {
      await store.close();
    }
  } finally {
    await host.close();
  }
};

/** `agon tournament FILE`. */
export const tournament = async (path: string, options: TournamentOptions): Promise<void> => {
  const text = await readFile(path, 'utf8');
  const name = basename(path, extname(path));
  const folder = options.out ?? (extname(path) === '' ? `${name}-results` : name);
  await playIn(text, path, folder, createOutput(options.json === true));
};

/** `agon tournament resume DIR`. */
export const resumeTournament = async (folder: string, options: CommonOptions): Promise<void> => {
  const { path, text } = await findTournamentFolder(folder);
  await playIn(text, path, folder, createOutput(options.json === true));
};

/** `agon tournament status DIR`: how a tournament stands, whether or not it is being played. */
export const tournamentStatus = async (folder: string, options: CommonOptions): Promise<void> => {
  const { path, text, seed } = await findTournamentFolder(folder);
  const host = createPlayHost();
  const view = openDatabaseView(databaseIn(folder));
  try {
    const planned = planTournament(parseTournamentFile(text, path), host, path)(seed);
    const ledger = (since: number, limit: number) => Promise.resolve(view.ledgerPage(since, limit));
    const run = createRun(planned, {
      store: { ledger },
      play: () => Promise.reject(new Error('not played')),
    });
    print(planned, await run.load(), createOutput(options.json === true));
  } finally {
    view.close();
    await host.close();
  }
};
