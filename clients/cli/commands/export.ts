import { type Command, Option } from 'commander';
import { configOption, createCommand, dataOption } from '../options.ts';
import { exportFormats } from '../export-formats.ts';

/** `agon export`. */
export const createExportCommand = (): Command =>
  createCommand('export', 'Write a match, or all logs of a file, in another format.', [
    'agon export games.jsonl --format pgn --out games.pgn',
    'agon export m0123456789abcdef0123 --format jsonl --data data',
    'agon export games.jsonl --format csv',
  ])
    .argument(
      '<match-or-file>',
      'id of a match of the server that is configured here, or a file or folder of logs, or the address of a store',
    )
    .addOption(
      new Option('--format <format>', 'pgn is for chess alone').choices(exportFormats).makeOptionMandatory(),
    )
    .addOption(configOption())
    .addOption(dataOption())
    .option('--out <file>', 'write to this new file; otherwise to standard output')
    .addHelpText(
      'after',
      `
Every log is verified first, but for jsonl, which copies whole logs as they are. What is not valid is named, counted and
left out, and the exit code is 1. What the format cannot have, such as an unfinished match, is named and left out.`,
    )
    .action(async (target, options) => (await import('../export.ts')).exportLogs(target, options));
