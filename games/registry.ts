import { chess } from './chess/game.ts';
import { craftingRivals, craftingWorld } from './crafting-world/game.ts';
import type { AnyGame } from './game.ts';
import { kuhnPoker } from './kuhn-poker/game.ts';
import { positionalPuzzles } from './positional-puzzles/game.ts';
import { positionalGames } from './positional/game.ts';
import { rockPaperScissors } from './rock-paper-scissors/game.ts';

/** Every game that the arena plays, in the order in which lists show them: an explicit list, no discovery. */
export const games: readonly AnyGame[] = [
  chess,
  ...positionalGames,
  kuhnPoker,
  rockPaperScissors,
  positionalPuzzles,
  craftingWorld,
  craftingRivals,
];

/** The game with this id, or undefined where there is none. */
export const gameById = (id: string): AnyGame | undefined => games.find((game) => game.id === id);
