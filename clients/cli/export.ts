import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { gameById } from '../../games/registry.ts';
import { matchIdPattern } from '../../replays/format.ts';
import { arenaBattleHeading, formatArenaBattle } from '../../replays/exports/arena-battle.ts';
import { csvHeading, formatCsv } from '../../replays/exports/csv.ts';
import { jsonlLines } from '../../replays/exports/jsonl.ts';
import { formatPgn } from '../../replays/exports/pgn.ts';
import type { UnnumberedLedgerRow } from '../../replays/ledger.ts';
import { ledgerRowOf } from '../../replays/tally.ts';
import { checkLog } from './checked-log.ts';
import { badInputError, type CliError, environmentError, exits, usageError } from './cli-error.ts';
import { databaseIn, requireDatabase } from './database.ts';
import type { ExportFormat } from './export-formats.ts';
import { showPaths } from './log-places.ts';
import { type FoundLog, readLogs } from './log-source.ts';
import { openLogView } from './log-view.ts';
import type { CommonOptions } from './options.ts';
import { createOutput, type Output } from './output.ts';
import { readServerConfig, type ServerFlags } from './server-config.ts';
import { refusePassword } from './store-address.ts';

export interface ExportOptions extends CommonOptions, Pick<ServerFlags, 'config' | 'data'> {
  readonly format: ExportFormat;
  readonly out?: string;
}

/** A log as a format has it, or why that format cannot have it. */
type Formatted = { readonly text: string } | { readonly why: string };

/** A formatted log, or what is wrong with it: file, line and reason in one sentence. */
type Exported = Formatted | { readonly fault: string };

const exportRow = (log: FoundLog, format: (row: UnnumberedLedgerRow) => string): Formatted => {
  const row = ledgerRowOf(log.lines, gameById);
  return 'why' in row ? row : { text: format(row) };
};

/** What stands before the first row, for formats that are tables. */
const headings: { readonly [Format in ExportFormat]?: string } = {
  csv: csvHeading,
  'arena-battle': arenaBattleHeading,
};

const exportLog = (log: FoundLog, format: ExportFormat): Formatted => {
  switch (format) {
    case 'jsonl':
      return { text: log.lines.map((line) => `${line}\n`).join('') };
    case 'pgn': {
      const pgn = formatPgn(log.lines);
      return typeof pgn === 'string' ? { text: pgn } : { why: pgn.message };
    }
    case 'csv':
      return exportRow(log, formatCsv);
    case 'arena-battle':
      return exportRow(log, formatArenaBattle);
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
    yield { file: match, line: 1, lines: jsonlLines(match, lines, await view.notes(match)) };
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

/**
 * Other formats than the log's own repeat what it says, so it has to be true; its own is a copy, for which it has to be
 * there whole.
 */
const exportChecked = async (log: FoundLog, format: ExportFormat): Promise<Exported> => {
  const isWhole = log.problem === undefined && log.lines.length > 0;
  if (format !== 'jsonl' || !isWhole) {
    const { fault } = await checkLog(log, { trustedKeys: [] });
    if (fault !== undefined) return { fault };
  }
  return exportLog(log, format);
};

/** A log that was left out, as an error for the case that none is left. */
const leftOut = (log: FoundLog, exported: Exclude<Exported, { readonly text: string }>): CliError =>
  'fault' in exported
    ? badInputError('invalid-log', exported.fault, 'See the whole file with: agon verify')
    : badInputError(
        'not-exportable',
        `${log.file}, line ${log.line}: ${exported.why}`,
        'Choose another format: agon export --help',
      );

const nothingThere = (target: string): CliError =>
  environmentError(
    'no-logs',
    `There are no logs in ${target}.`,
    'Name a file or folder of logs, a data folder, or a match.',
  );

/** What a target came to. */
interface Gathered {
  /** One a log. */
  readonly texts: string[];
  invalid: number;
  pruned: number;
  /** The first log that was left out. */
  firstLeft?: CliError;
}

const gather = async (target: string, options: ExportOptions, { note }: Output): Promise<Gathered> => {
  const gathered: Gathered = { texts: [], invalid: 0, pruned: 0 };
  for await (const log of readTarget(target, options, (gone) => (gathered.pruned += gone))) {
    const exported = await exportChecked(log, options.format);
    if ('text' in exported) {
      gathered.texts.push(exported.text);
      continue;
    }
    if ('fault' in exported) gathered.invalid += 1;
    const left = leftOut(log, exported);
    gathered.firstLeft ??= left;
    note(`not exported: ${left.message}`);
  }
  return gathered;
};

/** `agon export`. What is not valid, and what the format cannot have, is named, and the others are written. */
export const exportLogs = async (target: string, options: ExportOptions): Promise<void> => {
  const { format, out } = options;
  const output = createOutput(options.json === true);
  const { texts, invalid, pruned, firstLeft } = await gather(target, options, output);
  const logs = texts.length;
  if (pruned > 0) output.note(`${pruned} more were let go, and are not among them.`);
  if (logs === 0 && pruned === 0) throw firstLeft ?? nothingThere(target);
  if (invalid > 0) {
    output.note(`warning: ${invalid} logs were not exported, since they are not valid.`);
    process.exitCode = exits.bad;
  }
  const text = (headings[format] ?? '') + texts.join('');
  if (out === undefined) {
    output.data({ format, logs, text });
    if (!output.isJson) process.stdout.write(text);
    return;
  }
  await writeFile(out, text, { flag: 'wx' });
  output.data({ format, logs, out });
  output.text(`Wrote ${out}: ${logs} ${logs === 1 ? 'log' : 'logs'} as ${format}.`);
};
