import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Append, Store } from '../replays/store.ts';
import { openSqliteStore } from '../replays/stores/sqlite.ts';
import { createSampleLog, type SampleLog } from '../replays/stores/sample-log.ts';
import { cpuUsed } from './cpu.ts';
import type { Benchmark, BenchmarkOptions, Figure } from './figure.ts';
import { withScratch } from './scratch.ts';

const modes = ['full', 'normal'] as const;
type Mode = (typeof modes)[number];

interface Measured {
  readonly rowsPerSecond: number;
  readonly cpuMicrosPerRow: number;
}

/** Calls `writeBatch` until the time is up, after a first tenth that warms up. */
const measure = async (
  seconds: number,
  rowsABatch: number,
  writeBatch: () => void | Promise<void>,
): Promise<Measured> => {
  const repeat = async (ms: number): Promise<number> => {
    const end = performance.now() + ms;
    let rows = 0;
    while (performance.now() < end) {
      await writeBatch();
      rows += rowsABatch;
    }
    return rows;
  };
  await repeat(seconds * 100);
  const start = performance.now();
  const cpu = cpuUsed();
  const rows = await repeat(seconds * 1000);
  const elapsed = (performance.now() - start) / 1000;
  return { rowsPerSecond: rows / elapsed, cpuMicrosPerRow: (cpuUsed() - cpu) / rows };
};

/** Appends are put at once, one a match, and are answered by one commit. */
const appendAll = (store: Store, appends: readonly Append[]): Promise<unknown> =>
  Promise.all(
    appends.map(
      (append) =>
        new Promise<void>((resolve, reject) => {
          store.append(append, (refusal) =>
            refusal === undefined ? resolve() : reject(new Error(refusal.kind)),
          );
        }),
    ),
  );

/** The same lines in one transaction, by the platform's own SQLite in this thread. */
const measureBare = (mode: Mode, batch: number, seconds: number): Promise<Measured> =>
  withScratch(async (directory) => {
    const database = new DatabaseSync(join(directory, 'bare.sqlite'));
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${mode};
      CREATE TABLE lines (match_id INTEGER, n INTEGER, text TEXT);
      CREATE INDEX lines_by_match ON lines (match_id, n)`);
    const insert = database.prepare('INSERT INTO lines VALUES (?, ?, ?)');
    const line = createSampleLog('bench-bare').steps(1).lines[0]!;
    let n = 0;
    const measured = await measure(seconds, batch, () => {
      database.exec('BEGIN IMMEDIATE');
      n += 1;
      for (let match = 0; match < batch; match++) insert.run(match, n, line);
      database.exec('COMMIT');
    });
    database.close();
    return measured;
  });

const measureStore = (mode: Mode, batch: number, seconds: number): Promise<Measured> =>
  withScratch(async (directory) => {
    const store = await openSqliteStore({ directory, synchronous: mode });
    const logs: SampleLog[] = Array.from({ length: batch }, (_, at) => createSampleLog(`bench-${at}`));
    for (const log of logs) await new Promise<void>((resolve) => store.create(log.creation, () => resolve()));
    // The lines are made before the clock starts, a chain each.
    const made = logs.map((log) => Array.from({ length: 64 }, () => log.steps(1)));
    let at = 0;
    const measured = await measure(seconds, batch, async () => {
      const appends = made.map((chain, match) => (chain[at] ??= logs[match]!.steps(1)));
      at += 1;
      await appendAll(store, appends);
    });
    await store.close();
    return measured;
  });

const measureBatch = async (mode: Mode, batch: number, { quick }: BenchmarkOptions): Promise<Figure[]> => {
  const seconds = quick ? 0.2 : 1;
  const bare = await measureBare(mode, batch, seconds);
  const measured = await measureStore(mode, batch, seconds);
  const name = `${mode.toUpperCase()}, ${batch} rows a commit`;
  const figureOf = (what: string, key: keyof Measured, unit: string): Figure => ({
    name: `${name}: ${what}`,
    value: measured[key],
    unit,
    baseline: { name: 'bare inserts', value: bare[key] },
  });
  return [figureOf('appends', 'rowsPerSecond', 'rows/s'), figureOf('CPU', 'cpuMicrosPerRow', 'us/row')];
};

/** What it costs to make a line durable, by how many share a commit. */
export const store: Benchmark = {
  name: 'store',
  about: 'appends to the SQLite store, by rows a commit',
  run: async (options) => {
    const figures: Figure[] = [];
    for (const mode of modes)
      for (const batch of options.quick ? [1, 256] : [1, 16, 256]) {
        options.progress(`${mode}, ${batch} rows`);
        figures.push(...(await measureBatch(mode, batch, options)));
      }
    return figures;
  },
};
