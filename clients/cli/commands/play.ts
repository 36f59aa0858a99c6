import type { Command } from 'commander';
import {
  clockOption,
  concurrencyOption,
  createCommand,
  gather,
  seedOption,
  wholeNumber,
} from '../options.ts';

const gamesMax = 100_000;

/** `agon play`. */
export const createPlayCommand = (): Command =>
  createCommand('play', 'Play games here and now: mirrored pairs, so that both players get the same luck.', [
    'agon play tic-tac-toe --seat bot:perfect --seat bot:random --games 100',
    'agon play chess --seat bot:greedy --seat uci:stockfish?nodes=200 --games 10 --out games.jsonl',
    `agon play kuhn-poker --seat bot:equilibrium --seat bot:random --config '{"hands": 50}' --seed c0ffee`,
  ])
    .argument('<game>', 'id of the game; see: agon games')
    .requiredOption(
      '--seat <player>',
      'player of the next seat: bot:NAME or uci:ENGINE; give one for each seat',
      gather,
    )
    .option('--games <n>', 'games; default: one for each rotation of the players', wholeNumber(1, gamesMax))
    .option(
      '--config <json>',
      'configuration of the game; where it names no start position, a game that has several draws one for each pair',
    )
    .addOption(clockOption())
    .addOption(seedOption())
    .option('--out <file>', 'write the logs to this new file, as JSON Lines')
    .addOption(concurrencyOption())
    .action(async (game, options) => (await import('../play.ts')).play(game, options));
