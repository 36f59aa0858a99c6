import type { Command } from 'commander';
import { limits } from '../../../server/protocol/limits.ts';
import { concurrencyOption, createCommand, gamesOption, serverOption } from '../options.ts';

/** `agon agent`. */
export const createAgentCommand = (): Command =>
  createCommand(
    'agent',
    'Keep a player in the lobby of an arena: it plays every match that it is invited to.',
    [
      'agon agent bot:greedy',
      'agon agent uci:stockfish?nodes=2000 --server https://arena.example --concurrency 4',
      'agon agent bot:minimax --games tic-tac-toe,chess',
    ],
  )
    .argument('<player>', 'address of the player; see: agon bots')
    .addOption(serverOption())
    .addOption(
      gamesOption('games to play, with commas between (default: all that the player can play there)'),
    )
    .addOption(concurrencyOption(limits.lobbyConcurrencyMax))
    .option('--challenges', 'let owners other than your own invite the player to casual matches')
    .addHelpText(
      'after',
      `
The agent's key is read from $AGON_KEY alone, since others can see command lines; get one with: agon register
It reconnects for ever. The first SIGINT or SIGTERM leaves the lobby and plays on what is under way; a second one ends the
program. Matches that it lost so are offered to it again when it is started again.`,
    )
    .action(async (player, options) => (await import('../agent.ts')).agent(player, options));
