import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  clockOption,
  concurrencyOption,
  createCommand,
  gather,
  seedOption,
  wholeNumber,
} from '../options.ts';

const runsMax = 1000;
const samplesMax = 16;

const parseLevels = (text: string): readonly [from: number, to: number] => {
  const [, first, last = first] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(text) ?? [];
  if (first !== undefined && Number(first) <= Number(last)) return [Number(first), Number(last)];
  throw new InvalidArgumentError('A level or a range of levels is needed, such as 3 or 1-10.');
};

/** `agon benchmark`. */
export const createBenchmarkCommand = (): Command =>
  createCommand(
    'benchmark',
    'Put players to the same tasks of a solo game, and print who did how well; run again, it goes on.',
    [
      'agon benchmark positional-puzzles',
      'agon benchmark crafting-world --player bot:oracle --player bot:greedy --levels 1-3 --per-level 20',
      'agon benchmark positional-puzzles --set published --json | jq \'select(.type == "table").puzzles[-1]\'',
    ],
  )
    .argument('<game>', 'id of a game with one seat; see: agon games')
    .option(
      '--player <player>',
      "a player: bot:NAME, uci:ENGINE or llm:PROVIDER/MODEL; give one each; default: bot:random and the game's best bot",
      gather,
    )
    .option('--levels <range>', 'levels, such as 3 or 1-10; default: all that the game has', parseLevels)
    .option(
      '--per-level <n>',
      'tasks of each level, or in all where there are no levels; default: 10, of positional-puzzles one set',
      wholeNumber(1, runsMax),
    )
    .option('--variant <name>', 'variant of the tasks, such as leveling, noise or impossible')
    .addOption(
      new Option('--set <name>', 'the composition of the published test set, whatever --config says').choices(
        ['published'],
      ),
    )
    .option('--samples <k>', 'how often each task is asked', wholeNumber(1, samplesMax), 1)
    .option('--config <json>', 'further configuration of the game')
    .addOption(clockOption().default('llm'))
    .addOption(seedOption())
    .option('--out <dir>', 'folder of the logs; default: the id of the game and "-benchmark"')
    .option('--html <file>', 'write the tables as a page to this file as well')
    .addOption(concurrencyOption())
    .addHelpText(
      'after',
      `
All players get the same tasks. A folder belongs to one game and one seed; it may be stopped or killed at any time, and
players, levels and tasks may be added later: run the command again, and it plays what is missing. House bots play
a task the same way each time, so --samples is for players that do not. Tokens that a player did not state are shown
as "-". --json prints one object a run, then one with the table.`,
    )
    .action(async (game, options) => (await import('../benchmark.ts')).benchmark(game, options));
