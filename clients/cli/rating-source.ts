import { DatabaseSync } from 'node:sqlite';
import { gameById } from '../../games/registry.ts';
import { sha256Hex } from '../../games/sha256.ts';
import type { ImportSink } from '../../replays/imports/import-reader.ts';
import type { Names } from '../../replays/imports/names.ts';
import type { UnnumberedLedgerRow } from '../../replays/ledger.ts';
import { createTally, type Tally } from '../../replays/ratings/counts.ts';
import type { PoolId } from '../../replays/ratings/pool-counts.ts';
import type { TrustOptions } from '../../replays/ratings/result.ts';
import { tallyLedger } from '../../replays/stores/sqlite-ledger-tally.ts';
import { ledgerRowOf } from '../../replays/tally.ts';
import { checkLog } from './checked-log.ts';
import { environmentError } from './cli-error.ts';
import { databaseAt, openDatabaseView } from './database.ts';
import { showPaths } from './log-places.ts';
import { readLogs } from './log-source.ts';
import { type LogView, openLogView } from './log-view.ts';
import { importFormatOf, readImport, type ImportFormat } from './rating-import.ts';

export interface GatherOptions extends TrustOptions {
  /** This game only; files that do not name their game are taken to be of it. */
  readonly game?: string | undefined;
  readonly warn: (line: string) => void;
}

/** What was found at some paths. */
export interface Gathered {
  readonly tally: Tally;
  /** Matches and games that were read, repetitions left out. */
  readonly matches: number;
  /** Logs that are not valid. */
  readonly refused: number;
  /** Matches that came more than once. */
  readonly repeated: number;
  /** Matches whose logs were let go: their rows of the ledger are all that there is. */
  readonly pruned: number;
}

/** A reader of many sources, in which each match counts once. */
interface Gathering {
  readonly options: GatherOptions;
  readonly tally: Tally;
  readonly ids: Set<string>;
  matches: number;
  refused: number;
  repeated: number;
  pruned: number;
}

/** Notes a match by its id; answers whether it came before. */
const isRepeat = (gathering: Gathering, id: string): boolean => {
  if (gathering.ids.has(id)) {
    gathering.repeated += 1;
    return true;
  }
  gathering.ids.add(id);
  return false;
};

const addRow = (gathering: Gathering, row: UnnumberedLedgerRow): void => {
  if (isRepeat(gathering, row.match)) return;
  gathering.matches += 1;
  const { game } = gathering.options;
  if (game === undefined || row.game === game) gathering.tally.add(row);
};

const addView = async (gathering: Gathering, view: LogView): Promise<void> => {
  try {
    for await (const row of view.ledger()) addRow(gathering, row);
    gathering.pruned += await view.pruned();
  } finally {
    await view.close();
  }
};

const addLogs = async (gathering: Gathering, path: string): Promise<void> => {
  for await (const log of readLogs(path)) {
    const { verdict, fault } = await checkLog(log, { trustedKeys: [] });
    const row =
      fault === undefined && verdict.status === 'valid' ? ledgerRowOf(log.lines, gameById) : undefined;
    if (row !== undefined && !('why' in row)) {
      addRow(gathering, row);
      continue;
    }
    gathering.refused += 1;
    const why = fault ?? `${log.file}, line ${log.line}: the log is ${verdict.status}.`;
    gathering.options.warn(`not rated: ${why}`);
  }
};

/** What a file of results is of, where nobody says. */
const gameOfFormat: Readonly<Record<ImportFormat, string>> = { pgn: 'chess', csv: 'battles' };

/** The pool of imported games: they state no version, clock or policy, so that they are apart from all others. */
const importPool = (game: string, format: ImportFormat, variant: string): PoolId => {
  const pool = `${game}/${format}${variant === '' ? '' : `+${variant}`}`;
  return { game, version: 1, pool, poolHash: sha256Hex(`agon-import\n${pool}`) };
};

const sinkOf = (gathering: Gathering, format: ImportFormat, names: Names): ImportSink => {
  const { tally, options } = gathering;
  const game = options.game ?? gameOfFormat[format];
  const pools = new Map<string, ReturnType<typeof openPool>>();
  const openPool = (variant: string) => ({
    pool: tally.pool(importPool(game, format, variant)),
    numbers: [] as number[],
  });
  const poolOf = (variant: string): ReturnType<typeof openPool> => {
    let open = pools.get(variant);
    if (open === undefined) pools.set(variant, (open = openPool(variant)));
    return open;
  };
  const numberOf = ({ pool, numbers }: ReturnType<typeof openPool>, name: number): number =>
    (numbers[name] ??= pool.enrol(names.text(name), ''));
  return {
    game: (first, second, result, variant) => {
      gathering.matches += 1;
      const open = poolOf(variant);
      const [one, other] = [numberOf(open, first), numberOf(open, second)];
      if (options.ratedOnly === true) open.pool.skip('unrated');
      else if (one === other) open.pool.skip('self-play');
      else open.pool.addGame(one, other, result);
    },
    unfinished: (first, second, variant) => {
      gathering.matches += 1;
      const open = poolOf(variant);
      numberOf(open, first);
      numberOf(open, second);
      open.pool.skip('aborted');
    },
    isRepeat: (id) => isRepeat(gathering, id),
  };
};

/** A database by itself is read as columns, a hundred times as fast as row by row. */
const gatherDatabase = (path: string, options: GatherOptions): Gathered => {
  const view = openDatabaseView(path);
  const pruned = view.pruned();
  view.close();
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const { game, ...trust } = options;
    const { tally } = tallyLedger(database, game === undefined ? trust : { ...trust, game });
    const matches = Number(database.prepare('SELECT count(*) AS rows FROM ledger').get()?.['rows']);
    return { tally, matches, refused: 0, repeated: 0, pruned };
  } finally {
    database.close();
  }
};

const gatherAll = async (paths: readonly string[], options: GatherOptions): Promise<Gathered> => {
  const tally = createTally(options);
  const gathering: Gathering = {
    options,
    tally,
    ids: new Set(),
    matches: 0,
    refused: 0,
    repeated: 0,
    pruned: 0,
  };
  for (const path of paths) {
    const view = await openLogView(path);
    const format = importFormatOf(path);
    if (view !== undefined) await addView(gathering, view);
    else if (format !== undefined)
      await readImport(path, format, (names) => sinkOf(gathering, format, names));
    else await addLogs(gathering, path);
  }
  return gathering;
};

/** Adds up the results of files, folders and databases; ends in an error where there are none, or a file is bad. */
export const gatherResults = async (paths: readonly string[], options: GatherOptions): Promise<Gathered> => {
  const [only, ...others] = paths;
  const single = only === undefined || others.length > 0 ? undefined : databaseAt(only);
  const gathered = single === undefined ? await gatherAll(paths, options) : gatherDatabase(single, options);
  if (gathered.matches + gathered.refused > 0) return gathered;
  throw environmentError(
    'no-logs',
    `There is no finished match in ${showPaths(paths)}.`,
    'Name files that end in .jsonl, .pgn or .csv (each also with .gz), folders of logs, or a data folder.',
  );
};
