import type { Rng } from '../rng.ts';
import type { ChessConfig } from './config.ts';
import { advance, initialState, lookupOf } from './state.ts';

/** Random plies before the start: enough for hundreds of thousands of starts, too few to decide most games. */
const randomPlies = 6;

/** The position after a few random plies from the configured one; a line that ends the game is drawn again. */
export const varyStart = (config: ChessConfig, rng: Rng): ChessConfig => {
  for (;;) {
    let state = initialState(config);
    for (let ply = 0; ply < randomPlies && state.end === null; ply++)
      state = advance(state, rng.pick(lookupOf(state).actions));
    if (state.end === null) return { ...config, fen: state.fen };
  }
};
