import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { gameById } from '../../games/registry.ts';
import { matchIdPattern } from '../../replays/format.ts';
import { arenaBattleHeading, formatArenaBattle } from '../../replays/exports/arena-battle.ts';
import { csvHeading, formatCsv } from '../../replays/exports/csv.ts';
import { formatJsonl } from '../../replays/exports/jsonl.ts';
import { formatPgn } from '../../replays/exports/pgn.ts';
import type { UnnumberedLedgerRow } from '../../replays/ledger.ts';
import { ledgerRowOf } from '../../replays/tally.ts';
import { checkLog } from './checked-log.ts';
import { badInputError, type CliError, usageError } from './cli-error.ts';
import { databaseIn, requireDatabase } from './database.ts';
import type { ExportFormat } from './export-formats.ts';
import { showPaths } from './log-places.ts';
import { type FoundLog, readLogs } from './log-source.ts';
import { openLogView } from './log-view.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';
import { readServerConfig, type ServerFlags } from './server-config.ts';
import { refusePassword } from './store-address.ts';

export interface ExportOptions extends CommonOptions, Pick<ServerFlags, 'config' | 'data'> {
  readonly format: ExportFormat;
  readonly out?: string;
}

const notExportable = (log: FoundLog, why: string): CliError =>
  badInputError(
    'not-exportable',
    `${log.file}, line ${log.line}: ${why}`,
    'See what is wrong with: agon verify',
  );

const rowOf = (log: FoundLog): UnnumberedLedgerRow => {
  const row = ledgerRowOf(log.lines, gameById);
  if ('why' in row) throw notExportable(log, row.why);
  return row;
};

/** What stands before the first row, for formats that are tables. */
const headings: { readonly [Format in ExportFormat]?: string } = {
  csv: csvHeading,
  'arena-battle': arenaBattleHeading,
};

const exportLog = (log: FoundLog, format: ExportFormat): string => {
  switch (format) {
    case 'jsonl':
      return log.lines.map((line) => `${line}\n`).join('');
    case 'pgn': {
      const pgn = formatPgn(log.lines);
      if (typeof pgn === 'string') return pgn;
      throw notExportable(log, pgn.message);
    }
    case 'csv':
      return formatCsv(rowOf(log));
    case 'arena-battle':
      return formatArenaBattle(rowOf(log));
  }
};

/** A match of the server that is configured here. */
async function* readMatch(match: string, flags: ServerFlags): AsyncGenerator<FoundLog> {
  const { dataDirectory, storeUrl } = await readServerConfig(flags);
  const path = storeUrl ?? databaseIn(dataDirectory);
  if (storeUrl === undefined) requireDatabase(path);
  const view = (await openLogView(path))!;
  try {
    const lines = await view.read(match);
    if (lines === undefined)
      throw usageError(
        'unknown-match',
        `There is no match ${match} in ${showPaths([path])}.`,
        'Give the id of a match there, or name another folder with --data, or another configuration with --config.',
      );
    const whole = formatJsonl(match, lines, await view.notes(match))
      .trimEnd()
      .split('\n');
    yield { file: match, line: 1, lines: whole };
  } finally {
    await view.close();
  }
}

const readTarget = (
  target: string,
  flags: ServerFlags,
  onPruned: (logs: number) => void,
): AsyncIterable<FoundLog> => {
  refusePassword(target);
  return !existsSync(target) && matchIdPattern.test(target)
    ? readMatch(target, flags)
    : readLogs(target, onPruned);
};

/** A log as it is exported; other formats than the log's own repeat what it says, so it has to be true. */
const exportChecked = async (log: FoundLog, format: ExportFormat): Promise<string> => {
  if (format !== 'jsonl') {
    const { fault } = await checkLog(log, { trustedKeys: [] });
    if (fault !== undefined)
      throw badInputError('invalid-log', fault, 'See the whole file with: agon verify');
  }
  return exportLog(log, format);
};

/** `agon export`. */
export const exportLogs = async (target: string, options: ExportOptions): Promise<void> => {
  const { format, out } = options;
  const output = createOutput(options.json === true);
  const texts: string[] = [headings[format] ?? ''];
  let logs = 0;
  let pruned = 0;
  for await (const log of readTarget(target, options, (gone) => (pruned += gone))) {
    texts.push(await exportChecked(log, format));
    logs += 1;
  }
  if (pruned > 0) output.note(`${pruned} more were let go, and are not among them.`);
  const text = texts.join('');
  if (out === undefined) {
    output.data({ format, logs, text });
    if (!output.isJson) process.stdout.write(text);
    return;
  }
  await writeFile(out, text, { flag: 'wx' });
  output.data({ format, logs, out });
  output.text(`Wrote ${out}: ${logs} ${logs === 1 ? 'log' : 'logs'} as ${format}.`);
};
