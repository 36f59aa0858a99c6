import type { AnyRenderer } from './renderer.ts';

/** A module that holds a game's drawing. */
export interface RendererModule {
  readonly renderer: AnyRenderer;
}

const positional = (board: string) => async (): Promise<RendererModule> => ({
  renderer: (await import('./positional.tsx')).createPositionalRenderer(board),
});

/** By game id, how to load its drawing. A game that is not here is shown in words. */
export const rendererLoaders: { readonly [game: string]: () => Promise<RendererModule> } = {
  chess: async () => ({ renderer: (await import('./chess.tsx')).Chess }),
  'tic-tac-toe': positional('tic-tac-toe'),
  'double-tic-tac-toe': positional('double-tic-tac-toe'),
  'cube-tic-tac-toe': positional('cube-tic-tac-toe'),
  'square-tic-tac-toe': positional('square-tic-tac-toe'),
  'positional-puzzles': async () => ({
    renderer: (await import('./positional-puzzles.tsx')).PositionalPuzzles,
  }),
  'kuhn-poker': async () => ({ renderer: (await import('./kuhn-poker.tsx')).KuhnPoker }),
  'rock-paper-scissors': async () => ({
    renderer: (await import('./rock-paper-scissors.tsx')).RockPaperScissors,
  }),
  'crafting-world': async () => ({ renderer: (await import('./crafting-world.tsx')).CraftingWorld }),
  'crafting-rivals': async () => ({ renderer: (await import('./crafting-world.tsx')).CraftingWorld }),
};
