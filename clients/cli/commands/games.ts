import type { Command } from 'commander';
import { createCommand } from '../options.ts';

/** `agon games`. */
export const createGamesCommand = (): Command =>
  createCommand('games', 'List the games.', ['agon games', "agon games --json | jq -r '.id'"]).action(
    async (options) => (await import('../games.ts')).listGames(options),
  );
