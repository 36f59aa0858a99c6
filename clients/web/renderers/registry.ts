import type { AnyRenderer, AnyStandings } from './renderer.ts';

/** A module that holds a game's drawing. */
export interface RendererModule {
  readonly renderer: AnyRenderer;
  /** Left out where the board itself says all. */
  readonly standings?: AnyStandings;
}

const crafting = async (): Promise<RendererModule> => {
  const { CraftingWorld, craftingStandings } = await import('./crafting-world.tsx');
  return { renderer: CraftingWorld, standings: craftingStandings };
};

const positional = (board: string) => async (): Promise<RendererModule> => ({
  renderer: (await import('./positional.tsx')).createPositionalRenderer(board),
});

/** By game id, how to load its drawing. A game that is not here is shown in words. */
export const rendererLoaders: { readonly [game: string]: () => Promise<RendererModule> } = {
  chess: async () => {
    const { Chess, chessStandings } = await import('./chess.tsx');
    return { renderer: Chess, standings: chessStandings };
  },
  'tic-tac-toe': positional('tic-tac-toe'),
  'double-tic-tac-toe': positional('double-tic-tac-toe'),
  'cube-tic-tac-toe': positional('cube-tic-tac-toe'),
  'square-tic-tac-toe': positional('square-tic-tac-toe'),
  'positional-puzzles': async () => ({
    renderer: (await import('./positional-puzzles.tsx')).PositionalPuzzles,
  }),
  'kuhn-poker': async () => {
    const { KuhnPoker, kuhnStandings } = await import('./kuhn-poker.tsx');
    return { renderer: KuhnPoker, standings: kuhnStandings };
  },
  'rock-paper-scissors': async () => {
    const { RockPaperScissors, throwStandings } = await import('./rock-paper-scissors.tsx');
    return { renderer: RockPaperScissors, standings: throwStandings };
  },
  'crafting-world': crafting,
  'crafting-rivals': crafting,
};
