import { type Command, InvalidArgumentError } from 'commander';
import { clockOption, concurrencyOption, createCommand, seedOption, wholeNumber } from '../options.ts';

const gamesMax = 100_000;
const gamesDefault = 200;
const precisionDefault = 0.05;

const positive = (text: string): number => {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('A number above 0 is needed.');
  return value;
};

/** `agon evaluate`. */
export const createEvaluateCommand = (): Command =>
  createCommand('evaluate', 'Play a player against the house bots until its scores are known, and report.', [
    'agon evaluate bot:greedy --games tic-tac-toe,kuhn-poker',
    'agon evaluate llm:openai/gpt-5-mini --games chess,kuhn-poker --budget-usd 5 --out gpt-5-mini',
    "agon evaluate bot:minimax --games chess --json | jq '.games[].score'",
  ])
    .argument('<player>', 'bot:NAME, uci:ENGINE or llm:PROVIDER/MODEL')
    .requiredOption('--games <ids>', 'games of two players, with commas between', (text) =>
      text.split(',').map((id) => id.trim()),
    )
    .option('--budget-usd <amount>', 'begin no further pair when this is spent', positive)
    .option('--games-max <n>', 'matches at most', wholeNumber(2, gamesMax), gamesDefault)
    .option(
      '--precision <share>',
      "a game is done when half its score's 95 % interval is this narrow",
      positive,
      precisionDefault,
    )
    .option('--out <dir>', 'folder of the report and the logs', 'evaluation')
    .addOption(clockOption().default(undefined, 'bot, or llm for a language model'))
    .addOption(seedOption())
    .addOption(concurrencyOption())
    .option(
      '--trace <file>',
      'write what a language model was asked for, as OpenTelemetry spans, to this new file',
    )
    .option(
      '--trace-content',
      'write questions and answers into the trace as well; they hold what players see',
    )
    .addHelpText(
      'after',
      `
Every bot that plays a game is met in mirrored pairs, round after round. It stops when every game's interval is narrow,
when the budget is spent, or at the limit of matches, and writes report.html, report.json and matches.jsonl.`,
    )
    .action(async (player, options) => (await import('../evaluate.ts')).evaluate(player, options));
