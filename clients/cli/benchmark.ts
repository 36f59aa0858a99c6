import { writeFile } from 'node:fs/promises';
import { loadSigningKey, type SigningKey } from '../../replays/stores/signing-key.ts';
import { openSqliteStore } from '../../replays/stores/sqlite.ts';
import type { Store } from '../../replays/store.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { enterBenchmarkFolder } from './benchmark-folder.ts';
import { formatReportPage } from './benchmark-html.ts';
import { type Benchmark, runsOf } from './benchmark-plan.ts';
import { puzzleRows } from './benchmark-puzzles.ts';
import { type BenchmarkOptions, readBenchmarkRequest } from './benchmark-request.ts';
import { readResults, type RunResult } from './benchmark-result.ts';
import { finishedRuns, runBenchmark } from './benchmark-run.ts';
import { summarise } from './benchmark-summary.ts';
import { reportTables } from './benchmark-table.ts';
import { type CliError, environmentError } from './cli-error.ts';
import { withWayOn } from './disk-error.ts';
import { createPlayHost } from './hosts.ts';
import { listenForInterruption } from '../../server/interruption.ts';
import { createLocalArena } from './local-arena.ts';
import { createOutput, type Output } from './output.ts';
import { createProgress } from './progress.ts';
import { formatTable } from './table.ts';

const onHint = 'Run the same command again, and it plays on.';

const interrupted = (): CliError => environmentError('interrupted', 'The benchmark was interrupted.', onHint);

interface PlayParts {
  readonly store: Store;
  readonly key: SigningKey;
  readonly host: PlayerHost;
  readonly output: Output;
  readonly concurrency: number;
}

const playAll = async (
  benchmark: Benchmark,
  { store, key, host, output, concurrency }: PlayParts,
): Promise<void> => {
  const interruption = listenForInterruption();
  const progress = createProgress(runsOf(benchmark).length, 'runs');
  const arena = createLocalArena({ store, key, host, warn: output.note });
  const { signal, arrived } = interruption;
  try {
    const over = runBenchmark(benchmark, { arena, store, signal, progress, concurrency });
    await Promise.race([over, arrived]);
  } catch (error) {
    throw withWayOn(error, `Free some space. ${onHint}`);
  } finally {
    progress.stop();
    arena.close();
    interruption.dispose();
  }
  if (signal.aborted) throw interrupted();
};

const countText = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** The lines that say what a table is about. */
const aboutLines = ({ game, root, tasks, samples }: Benchmark, runs: number): readonly string[] => [
  `${game.title} (${game.id}, version ${game.version}): ${countText(runs, 'run')} of ${countText(tasks.length, 'task')}` +
    `${samples > 1 ? `, ${samples} samples each` : ''}. Seed: ${root}`,
  'Brackets hold 95 % intervals over tasks: Wilson for rates, bootstrap for means.',
];

const report = async (
  benchmark: Benchmark,
  results: readonly RunResult[],
  output: Output,
  html: string | undefined,
): Promise<void> => {
  const { game, entrants, root } = benchmark;
  const names = entrants.map(({ entry }) => entry.name);
  const summary = summarise(results, entrants.length);
  const puzzles = puzzleRows(results, entrants.length);
  const tables = reportTables(summary, puzzles, names);
  for (const { player, ...result } of results)
    output.data({ type: 'run', agent: entrants[player]!.entry.agent, ...result });
  output.data({
    type: 'table',
    game: game.id,
    version: game.version,
    seed: root,
    players: entrants.map(({ entry: { name, agent } }) => ({ name, agent })),
    rows: summary,
    ...(puzzles.length > 0 && { puzzles }),
  });
  const about = aboutLines(benchmark, results.length);
  output.text(about.join('\n'));
  for (const { title, columns, rows } of tables) output.text(`\n${title}\n\n${formatTable(columns, rows)}`);
  if (html === undefined) return;
  await writeFile(html, formatReportPage(`${game.title}: benchmark`, about, tables));
  output.note(`Wrote ${html}`);
};

/** `agon benchmark`: plays what is left of a benchmark, then prints who did how well. */
export const benchmark = async (gameId: string, options: BenchmarkOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const host = createPlayHost();
  try {
    const { tasksFor, ...request } = readBenchmarkRequest(gameId, options, host);
    const folder = options.out ?? `${request.game.id}-benchmark`;
    // Nobody outside was promised a move: after a power cut the last ones are simply played again.
    const store = await openSqliteStore({ directory: folder, synchronous: 'normal' });
    try {
      const mark = await enterBenchmarkFolder(folder, store, { game: request.game.id, seed: options.seed });
      const root = mark.seed;
      // A seed of somebody's choice makes the runs casual.
      const planned: Benchmark = { ...request, root, isRated: !mark.isChosen, tasks: tasksFor(root) };
      const key = await loadSigningKey(folder);
      await playAll(planned, { store, key, host, output, concurrency: options.concurrency });
      const runs = await finishedRuns(planned, store);
      await report(planned, await readResults(planned, runs, store, key.publicKey), output, options.html);
      output.note(`The logs are in ${folder}; check them with: agon verify ${folder}`);
    } finally {
      await store.close();
    }
  } finally {
    await host.close();
  }
};
