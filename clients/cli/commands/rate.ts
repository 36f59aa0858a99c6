import type { Command } from 'commander';
import { configOption, createCommand } from '../options.ts';
import {
  anchorsOption,
  drawModelOption,
  firstMoverOption,
  priorOption,
  rateFormatOption,
} from '../rating-options.ts';

/** `agon rate`. */
export const createRateCommand = (): Command =>
  createCommand('rate', 'Compute ratings, one table a pool, from logs, a database, PGN or battle CSV.', [
    'agon rate games.jsonl',
    'agon rate data --game chess --rated-only',
    'agon rate data --format html > ratings.html',
    'agon rate battles.csv.gz --model half-draw --prior none',
    "agon rate games.jsonl --json | jq '.players[] | {name, rating, low, high}'",
  ])
    .argument(
      '[path...]',
      'logs (.jsonl), PGN, battle CSV, each also .gz; a folder of logs; a data folder; the address of a store (default: those of the server that is configured here)',
    )
    .addOption(configOption())
    .option('--game <game>', 'this game only; files that do not say are of it')
    .option('--rated-only', 'leave out matches that were not arranged as rated')
    .addOption(drawModelOption())
    .addOption(priorOption())
    .addOption(firstMoverOption())
    .addOption(anchorsOption())
    .option('--audit', 'check the errors by resampling, which takes some seconds')
    .addOption(rateFormatOption())
    .addHelpText(
      'after',
      `
Every log is verified first. What is not valid is named, counted and left out: the table is right without it, and
the exit code is 1. A match that comes twice counts once.
House bots are anchors in the default pools of their games: they are held loosely at the ratings that they have
among themselves (scripts/anchors.ts), and give the scale. Without a prior they are not used.
Without a prior nothing bounds who never lost or never won: such players are set aside and named.
PGN and CSV files are strict: the first thing in them that is wrong is an error with its line.
--json prints one object for one pool, and an array of them for several.`,
    )
    .action(async (paths, options) => (await import('../rate.ts')).rate(paths, options));
