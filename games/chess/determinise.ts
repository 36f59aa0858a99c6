import type { ChessState } from './state.ts';
import { shareLookup } from './state.ts';
import type { ChessView } from './view.ts';

/**
 * A state that agrees with a view. Nothing of a position is hidden, but the moves that led to it are not shown: how
 * often it has occurred is kept, while earlier positions that come up again later are counted anew.
 */
export const determinise = (view: ChessView): ChessState => {
  const { check, end, fen, last, plies, repeats, stepsMax } = view;
  const state: ChessState = { check, end, fen, last, plies, repeats, since: [], stepsMax };
  shareLookup(view, state);
  return state;
};
