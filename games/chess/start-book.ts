import type { ChessConfig } from './config.ts';
import { chessDefaults } from './config.ts';
import { openings } from './openings.ts';
import { advance, initialState } from './state.ts';

/** The positions after the openings of the book. */
export const startBook = {
  size: openings.length,
  start: (config: ChessConfig, at: number): ChessConfig => {
    const moves = openings[at]?.split(' ');
    if (moves === undefined) throw new RangeError(`the book has no opening ${at}`);
    // The match's own limit of plies counts from the start of the match.
    return { ...config, fen: moves.reduce(advance, initialState(chessDefaults)).fen };
  },
} as const;
