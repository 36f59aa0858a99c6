import type { AnyGame } from '../../../games/game.ts';

type Loader = () => Promise<AnyGame>;

const positional = async (): Promise<readonly AnyGame[]> =>
  (await import('../../../games/positional/game.ts')).positionalGames;

const positionalGame =
  (id: string): Loader =>
  async () => {
    const game = (await positional()).find((one) => one.id === id);
    if (game === undefined) throw new Error(`${id} is no positional game`);
    return game;
  };

/** By game id, how to load its rules: a replay loads those of its own game and no others. */
export const ruleLoaders: { readonly [id: string]: Loader } = {
  chess: async () => (await import('../../../games/chess/game.ts')).chess,
  'tic-tac-toe': positionalGame('tic-tac-toe'),
  'double-tic-tac-toe': positionalGame('double-tic-tac-toe'),
  'square-tic-tac-toe': positionalGame('square-tic-tac-toe'),
  'cube-tic-tac-toe': positionalGame('cube-tic-tac-toe'),
  'kuhn-poker': async () => (await import('../../../games/kuhn-poker/game.ts')).kuhnPoker,
  'rock-paper-scissors': async () =>
    (await import('../../../games/rock-paper-scissors/game.ts')).rockPaperScissors,
  'positional-puzzles': async () =>
    (await import('../../../games/positional-puzzles/game.ts')).positionalPuzzles,
  'crafting-world': async () => (await import('../../../games/crafting-world/game.ts')).craftingWorld,
  'crafting-rivals': async () => (await import('../../../games/crafting-world/game.ts')).craftingRivals,
};
