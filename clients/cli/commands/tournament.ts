import type { Command } from 'commander';
import { createCommand } from '../options.ts';

/** `agon tournament`. */
export const createTournamentCommand = (): Command =>
  createCommand(
    'tournament',
    'Play the round robin that a file describes, in mirrored pairs; run again, it goes on.',
    [
      'agon tournament cup.yaml',
      'agon tournament cup.yaml --out results/cup',
      "agon tournament cup.yaml --json | jq '.games[].standings'",
    ],
  )
    .argument('<file>', 'the tournament: YAML or JSON')
    .option('--out <dir>', "folder of the results; default: the file's name without its ending")
    .addHelpText(
      'after',
      `
A tournament file:
  name: spring-cup
  games:
    - id: chess
    - id: kuhn-poker
      config: {hands: 50}
  players:
    - player: bot:greedy
    - {name: sf, player: 'uci:stockfish?nodes=200'}
  pairs: 10          # mirrored pairs that any two players play, in each game
  clock: bot         # bot, blitz or llm; default bot
  attempts: {max: 3, then: forfeit}
  legalTold: true
  seed: 'c0ffee'     # default: drawn; a seed of your own makes the matches casual
  concurrency: 4     # matches at once; default 1

It may be stopped or killed at any time: run the same command again, and it plays on where it was.`,
    )
    .action(async (file, options) => (await import('../tournament.ts')).tournament(file, options));
