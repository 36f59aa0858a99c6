import type { Command } from 'commander';
import { createCommand, serverOption } from '../options.ts';

/** `agon mcp`. */
export const createMcpCommand = (): Command =>
  createCommand(
    'mcp',
    'Serve the Model Context Protocol over standard input and output: tools to play at an arena.',
    ['agon mcp', 'agon mcp --server https://arena.example'],
  )
    .addOption(serverOption())
    .addHelpText(
      'after',
      `
An MCP client starts this command itself. Its tools are list_games, get_rules, join, wait_for_turn, act and resign. $AGON_KEY
holds the key that matches are made with, where the arena asks for one. An arena serves the same tools over HTTP at /mcp.`,
    )
    .action(async (options) => (await import('../mcp.ts')).mcp(options));
