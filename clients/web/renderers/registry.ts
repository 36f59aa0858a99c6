import type { AnyRenderer } from './renderer.ts';

/** A module that holds a game's drawing. */
export interface RendererModule {
  readonly renderer: AnyRenderer;
}

/** By game id, how to load its drawing. A game that is not here is shown in words. */
export const rendererLoaders: { readonly [game: string]: () => Promise<RendererModule> } = {};
