import { bestOf } from './best-of.ts';
import { cascade } from './cascade.ts';
import { cheatsheet } from './cheatsheet.ts';
import { direct } from './direct.ts';
import { mcts } from './mcts.ts';
import { minimax } from './minimax.ts';
import { selfSearch } from './self-search.ts';
import type { Strategy } from './strategy.ts';
import { vote } from './vote.ts';

/** Every strategy, in the order in which lists show them. */
export const strategies: readonly Strategy[] = [
  direct,
  vote,
  bestOf,
  minimax,
  mcts,
  selfSearch,
  cheatsheet,
  cascade,
];

export const strategyByName = (name: string): Strategy | undefined =>
  strategies.find((strategy) => strategy.name === name);
