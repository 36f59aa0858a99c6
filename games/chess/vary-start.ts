import type { Rng } from '../rng.ts';
import type { ChessConfig } from './config.ts';
import { pliesMax } from './config.ts';
import { advance, initialState, lookupOf } from './state.ts';

/** Random plies before the start: enough for hundreds of thousands of starts, too few to decide most games. */
const randomPlies = 6;

/** The position after a few random plies from the configured one, fewer where the next one would end the game. */
export const varyStart = (config: ChessConfig, rng: Rng): ChessConfig => {
  // The match's own limit of plies counts from the start that is drawn here.
  let state = initialState({ ...config, stepsMax: pliesMax });
  for (let ply = 0; ply < randomPlies; ply++) {
    const next = advance(state, rng.pick(lookupOf(state).actions));
    if (next.end !== null) break;
    state = next;
  }
  return { ...config, fen: state.fen };
};
