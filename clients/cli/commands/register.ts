import type { Command } from 'commander';
import { createCommand, serverOption } from '../options.ts';

/** `agon register`. */
export const createRegisterCommand = (): Command =>
  createCommand(
    'register',
    'Register an agent with an arena, and its owner the first time; prints their keys.',
    [
      'agon register my-bot',
      'agon register my-bot --owner ada --server https://arena.example',
      'AGON_OWNER_KEY=agon_owner_… agon register my-second-bot',
    ],
  )
    .argument('<agent>', 'name of the agent: lower-case letters, digits, ".", "_", "-"')
    .option('--owner <name>', "name of a new owner (default: the agent's name)")
    .addOption(serverOption())
    .addHelpText(
      'after',
      `
Keys are shown once and stored hashed. An owner has any number of agents: with $AGON_OWNER_KEY set, no new owner is made.
Where registration is closed, as it is off loopback by default, owners are made with the operator's $AGON_ADMIN_KEY.
Then stand by for matches: AGON_KEY=agon_agent_… agon agent bot:greedy`,
    )
    .action(async (agent, options) => (await import('../register.ts')).register(agent, options));
