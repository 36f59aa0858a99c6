import { gameById } from '../../games/registry.ts';
import type { CountableRow } from '../../replays/ratings/counts.ts';
import { ratingTable } from '../../replays/ratings/table.ts';
import { ledgerRowOf } from '../../replays/tally.ts';
import type { UnnumberedLedgerRow } from '../../replays/ledger.ts';
import { checkLog } from './checked-log.ts';
import { environmentError } from './cli-error.ts';
import { databaseAt, openDatabaseView } from './database.ts';
import { chooseGame } from './game-choice.ts';
import { readLogs } from './log-source.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';
import { formatRatingTable } from './rating-table.ts';

export interface RateOptions extends CommonOptions {
  readonly game?: string;
  readonly ratedOnly?: true;
}

/** Ledger rows of many sources, each match once. */
interface Gathering {
  readonly rows: CountableRow[];
  readonly matches: Set<string>;
  refused: number;
  repeated: number;
}

const add = (gathering: Gathering, row: UnnumberedLedgerRow): void => {
  if (gathering.matches.has(row.match)) {
    gathering.repeated += 1;
    return;
  }
  gathering.matches.add(row.match);
  gathering.rows.push(row);
};

const addDatabase = (gathering: Gathering, path: string): void => {
  const database = openDatabaseView(path);
  try {
    for (const row of database.ledger()) add(gathering, row);
  } finally {
    database.close();
  }
};

const addLogs = async (gathering: Gathering, path: string, warn: (line: string) => void): Promise<void> => {
  for await (const log of readLogs(path)) {
    const { verdict, fault } = await checkLog(log, { trustedKeys: [] });
    const row =
      fault === undefined && verdict.status === 'valid' ? ledgerRowOf(log.lines, gameById) : undefined;
    if (row !== undefined && !('why' in row)) {
      add(gathering, row);
      continue;
    }
    gathering.refused += 1;
    const why = fault ?? `${log.file}, line ${log.line}: the log is ${verdict.status}.`;
    warn(`not rated: ${why}`);
  }
};

/** `agon rate`. */
export const rate = async (paths: readonly string[], options: RateOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const game = options.game === undefined ? undefined : chooseGame(options.game).id;
  const gathering: Gathering = { rows: [], matches: new Set(), refused: 0, repeated: 0 };
  for (const path of paths) {
    const database = databaseAt(path);
    if (database === undefined) await addLogs(gathering, path, output.note);
    else addDatabase(gathering, database);
  }
  if (gathering.matches.size + gathering.refused === 0)
    throw environmentError(
      'no-logs',
      `There is no finished match in ${paths.join(', ')}.`,
      'Name files that end in .jsonl or .jsonl.gz, folders that hold such, or a data folder.',
    );
  const rows = gathering.rows.filter((row) => game === undefined || row.game === game);
  const tables = ratingTable(rows, { ratedOnly: options.ratedOnly === true });
  output.data(tables);
  output.text(tables.length === 0 ? 'No match to rate.' : tables.map(formatRatingTable).join('\n\n'));
  if (gathering.refused > 0) output.note(`warning: ${gathering.refused} logs were not rated.`);
  if (gathering.repeated > 0)
    output.note(`warning: ${gathering.repeated} matches came twice and counted once.`);
};
