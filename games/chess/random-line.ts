import { labelledRng } from '../rng.ts';
import { chess } from './game.ts';
import type { ChessState } from './state.ts';

const seed = '00112233445566778899aabbccddeeff';

/** Starting positions rich in castling, promotions, en passant, pins and checks: material for tests. */
export const richFens = [
  chess.defaults.fen,
  'r3k2r/pb4bp/8/8/8/8/PB4BP/R3K2R w KQkq - 0 1',
  'n1n1k3/PPP5/8/8/8/8/5ppp/K3N1N1 b - - 0 1',
  '4k3/2p1p1p1/8/1P1P1P1P/p1p1p1p1/8/1P1P1P1P/4K3 w - - 0 1',
  '4k3/4r1n1/8/1b2p3/q2P3b/2N1B3/3QRP2/4K2R w K - 0 1',
  '8/2p5/8/KP1p3r/1R3p1k/8/4P1P1/8 b - - 0 1',
  '3q1rk1/1b3ppp/8/2pPp3/2B5/5N2/PP3PPP/R2QK2R w KQ e6 0 12',
  'k7/8/8/8/8/8/1r6/K6R w - - 40 70',
] as const;

/** The states of a random game, first to last; one move in four goes back where it came from, so that positions recur. */
export const randomLine = (fen: string, label: number): ChessState[] => {
  const rng = labelledRng(seed, 'line', label);
  const states = [chess.setup(chess.schemas.config.parse({ fen, stepsMax: 300 }), rng)];
  for (;;) {
    const state = states[states.length - 1]!;
    const [seat] = chess.actors(state);
    if (seat === undefined) return states;
    const legal = chess.legalActions(state, seat);
    const mine = state.since[state.since.length - 2];
    const back = mine === undefined ? '' : mine.slice(2, 4) + mine.slice(0, 2);
    const action = rng.int(4) === 0 && legal.includes(back) ? back : rng.pick(legal);
    states.push(chess.step(state, new Map([[seat, action]]), rng));
  }
};
