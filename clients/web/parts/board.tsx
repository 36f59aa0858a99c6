import type { VNode } from 'preact';
import type { RendererProps } from '../renderers/renderer.ts';
import { useDrawing } from './use-drawing.ts';

/** A game's board by its drawing; in words where it has none. */
export const Board = ({
  game,
  text,
  ...props
}: RendererProps<unknown> & { readonly game: string; readonly text: string }): VNode => {
  const drawing = useDrawing(game);
  if (drawing === 'words') return <pre class="words">{text}</pre>;
  if (drawing === 'loading') return <div class="board-loading" />;
  const Drawn = drawing.renderer;
  return <Drawn {...props} />;
};
