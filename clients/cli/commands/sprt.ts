import { InvalidArgumentError, Option, type Command } from 'commander';
import { sprtModels } from '../../../replays/ratings/sprt.ts';
import { configOption, createCommand } from '../options.ts';

/** A parser of numbers between two bounds, these left out. */
const numberBetween =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && value > min && value < max) return value;
    throw new InvalidArgumentError(`A number between ${min} and ${max} is needed.`);
  };

const eloMax = 2000;

const eloOption = (flag: string, about: string): Option =>
  new Option(`--${flag} <elo>`, about).argParser(numberBetween(-eloMax, eloMax)).makeOptionMandatory();

const chanceOption = (flag: string, about: string): Option =>
  new Option(`--${flag} <chance>`, about).argParser(numberBetween(0, 0.5)).default(0.05);

/** `agon sprt`. */
export const createSprtCommand = (): Command =>
  createCommand('sprt', 'Test with games of two players whether one is stronger by an Elo difference.', [
    'agon sprt games.jsonl --elo0 0 --elo1 30',
    'agon sprt games.pgn --elo0 -5 --elo1 5 --model logistic --of engine-b',
  ])
    .argument(
      '[path]',
      'logs (.jsonl), PGN, battle CSV, each also .gz; a folder of logs; a data folder; the address of a store (default: those of the server that is configured here)',
    )
    .addOption(configOption())
    .addOption(eloOption('elo0', 'the difference under H0'))
    .addOption(eloOption('elo1', 'the difference under H1'))
    .addOption(
      new Option('--model <model>', 'Elo in units of the spread of results, or by expected score')
        .choices(sprtModels)
        .default('normalized'),
    )
    .addOption(chanceOption('alpha', 'chance to accept H1 where H0 is true'))
    .addOption(chanceOption('beta', 'chance to accept H0 where H1 is true'))
    .option('--of <player>', 'whose difference; without it that of the first player of the first game')
    .option('--games', 'count games singly even where they come in mirrored pairs')
    .addHelpText(
      'after',
      `
Mirrored pairs that the logs name are counted as pairs (pentanomial), since their two games share a start; other
games are counted singly (trinomial).`,
    )
    .action(async (path, options) => (await import('../sprt.ts')).sprt(path, options));
