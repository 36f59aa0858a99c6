import type { Command } from 'commander';
import { createCommand } from '../options.ts';

/** `agon bots`. */
export const createBotsCommand = (): Command =>
  createCommand('bots', 'List the house bots, with what they play and what options they take.', [
    'agon bots',
    "agon bots --json | jq -r '.name'",
  ]).action(async (options) => (await import('../bots.ts')).listBots(options));
