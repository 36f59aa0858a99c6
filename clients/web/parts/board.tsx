import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { rendererLoaders } from '../renderers/registry.ts';
import type { AnyRenderer, RendererProps } from '../renderers/renderer.ts';

/** `words`: the game has no drawing, or it could not be loaded. */
type Drawing = { readonly renderer: AnyRenderer } | 'loading' | 'words';

const loaded = new Map<string, AnyRenderer>();

/** The drawing of a game, loaded when it is first asked for. */
const useDrawing = (game: string): Drawing => {
  const [, redraw] = useState(0);
  const loader = rendererLoaders[game];
  const [failed, setFailed] = useState<string>();
  useEffect(() => {
    if (loader === undefined || loaded.has(game)) return;
    let isAway = false;
    loader().then(
      ({ renderer }) => {
        loaded.set(game, renderer);
        if (!isAway) redraw((count) => count + 1);
      },
      () => {
        if (!isAway) setFailed(game);
      },
    );
    return () => {
      isAway = true;
    };
  }, [game, loader]);
  const renderer = loaded.get(game);
  if (renderer !== undefined) return { renderer };
  return loader === undefined || failed === game ? 'words' : 'loading';
};

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
