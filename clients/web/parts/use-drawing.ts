import { useEffect, useState } from 'preact/hooks';
import { rendererLoaders, type RendererModule } from '../renderers/registry.ts';

/** `words`: the game has no drawing, or it could not be loaded. */
export type Drawing = RendererModule | 'loading' | 'words';

const loaded = new Map<string, RendererModule>();

/** The drawing of a game, loaded when it is first asked for. */
export const useDrawing = (game: string): Drawing => {
  const [, redraw] = useState(0);
  const loader = rendererLoaders[game];
  const [failed, setFailed] = useState<string>();
  const drawing = loaded.get(game);
  const isMissing = drawing === undefined;
  useEffect(() => {
    if (loader === undefined || !isMissing) return;
    let isAway = false;
    loader().then(
      (module) => {
        // Several ask at once, and a drawing that is exchanged for an equal one is drawn anew.
        if (!loaded.has(game)) loaded.set(game, module);
        if (!isAway) redraw((count) => count + 1);
      },
      () => {
        if (!isAway) setFailed(game);
      },
    );
    return () => {
      isAway = true;
    };
  }, [game, loader, isMissing]);
  if (drawing !== undefined) return drawing;
  return loader === undefined || failed === game ? 'words' : 'loading';
};

const none: readonly string[] = [];

/** How each seat of a position stands, by seat; none where the game tells nothing or is still being loaded. */
export const useStandings = (game: string, view: unknown): readonly string[] => {
  const drawing = useDrawing(game);
  if (typeof drawing === 'string' || view === null || view === undefined) return none;
  return drawing.standings?.(view) ?? none;
};
