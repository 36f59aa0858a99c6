import type { Viewer } from '../game.ts';
import type { Rng } from '../rng.ts';
import type { State } from './state.ts';
import { type Cards, cards, isShowdown } from './betting.ts';

/** For the law of hidden information: `state` with the cards that `viewer` cannot know dealt anew. */
export const redeal = (state: State, viewer: Viewer, rng: Rng): State => {
  if (viewer === 'referee') return state;
  const again = (dealt: Cards): Cards => {
    const own = typeof viewer === 'number' ? dealt[viewer] : undefined;
    const [one, two] = rng.shuffle(cards.filter((card) => card !== own));
    if (viewer === 0) return [dealt[0], one!];
    return viewer === 1 ? [one!, dealt[1]] : [one!, two!];
  };
  return {
    ...state,
    cards: state.cards && again(state.cards),
    results: state.results.map((result) =>
      isShowdown(result.betting) ? result : { ...result, cards: again(result.cards) },
    ),
  };
};
