import type { Command } from 'commander';
import { createCommand } from '../options.ts';

/** `agon rate`. */
export const createRateCommand = (): Command =>
  createCommand('rate', 'Compute ratings, one table a pool, from logs or from the ledger of a database.', [
    'agon rate games.jsonl',
    'agon rate data --game chess --rated-only',
    "agon rate games.jsonl --json | jq '.[].players[] | {agent, rating, low, high}'",
  ])
    .argument('<path...>', 'files or folders (.jsonl, .jsonl.gz), a database or a data folder')
    .option('--game <game>', 'this game only')
    .option('--rated-only', 'leave out matches that were not arranged as rated')
    .addHelpText(
      'after',
      `
Every log is verified first. What is not valid is named, counted and left out, and the exit code is still 0:
the table is right without it; "agon verify" is the command that fails. A match that comes twice counts once.`,
    )
    .action(async (paths, options) => (await import('../rate.ts')).rate(paths, options));
