import { always } from './always.ts';
import type { Bot } from './bot.ts';
import { equilibrium } from './equilibrium.ts';
import { greedy } from './greedy.ts';
import { minimax } from './minimax.ts';
import { perfect, perfectWithSlips } from './perfect.ts';
import { oracle } from './crafting-oracle.ts';
import { puzzleSolver } from './puzzle-solver.ts';
import { random } from './random.ts';

/** Every house bot, in the order in which lists show them. */
export const bots: readonly Bot[] = [
  random,
  greedy,
  minimax,
  perfect,
  perfectWithSlips,
  equilibrium,
  puzzleSolver,
  oracle,
  always,
];

export const botByName = (name: string): Bot | undefined => bots.find((bot) => bot.name === name);

/** Whether a bot plays a game. */
export const playsGame = (bot: Bot, game: string): boolean => bot.games === 'all' || bot.games.includes(game);
