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
    'agon play tic-tac-toe --seat llm:openai/gpt-5-mini --seat bot:perfect --trace spans.jsonl',
    `agon play kuhn-poker --seat bot:equilibrium --seat bot:random --config '{"hands": 50}' --seed c0ffee`,
  ])
    .argument('<game>', 'id of the game; see: agon games')
    .requiredOption(
      '--seat <player>',
      'player of the next seat: bot:NAME, uci:ENGINE or llm:PROVIDER/MODEL; give one for each seat',
      gather,
    )
    .option('--games <n>', 'games; default: one for each rotation of the players', wholeNumber(1, gamesMax))
    .option(
      '--config <json>',
      'configuration of the game; where it names no start position, a game that has several draws one for each pair',
    )
    .addOption(clockOption().default(undefined, 'bot, or llm where a language model plays'))
    .addOption(seedOption())
    .option('--out <file>', 'write the logs to this new file, as JSON Lines')
    .addOption(concurrencyOption())
    .option(
      '--trace <file>',
      'write what language models were asked for, as OpenTelemetry spans, to this new file',
    )
    .option(
      '--trace-content',
      'write questions and answers into the trace as well; they hold what players see',
    )
    .action(async (game, options) => (await import('../play.ts')).play(game, options));
