import { describe, expect, test } from 'vitest';
import { stepRng } from '../rng.ts';
import type { EndReason } from './endings.ts';
import { startFen } from './fen.ts';
import { chess } from './game.ts';
import { randomLine, richFens } from './random-line.ts';
import type { ChessState } from './state.ts';

const rng = stepRng('00'.repeat(16), 0);

/** The state after a line in UCI, whose every move must be legal. */
const play = (line: string, fen: string = startFen, stepsMax = 600): ChessState => {
  let state = chess.setup(chess.schemas.config.parse({ fen, stepsMax }), rng);
  for (const action of line.split(' ')) {
    const [seat] = chess.actors(state);
    expect(seat, `over before ${action}`).toBeDefined();
    expect(chess.check(state, seat!, action)).toBeUndefined();
    state = chess.step(state, new Map([[seat!, action]]), rng);
  }
  return state;
};

const expectEnd = (state: ChessState, reason: EndReason, scores: readonly number[]): void => {
  expect(chess.outcome(state)).toMatchObject({ reason, scores });
  expect(chess.actors(state)).toEqual([]);
  expect(chess.legalActions(state, 0)).toEqual([]);
  expect(chess.legalActions(state, 1)).toEqual([]);
};

const draw = [0.5, 0.5];
const cycle = 'g8f6 g1f3 f6g8 f3g1';

describe('endings', () => {
  test('checkmate wins for either side', () => {
    expectEnd(play('f2f3 e7e5 g2g4 d8h4'), 'checkmate', [0, 1]);
    expectEnd(play('e2e4 e7e5 d1h5 b8c6 f1c4 g8f6 h5f7'), 'checkmate', [1, 0]);
  });

  test('stalemate', () => expectEnd(play('f7g6', '7k/5Q2/8/8/8/8/8/K7 w - - 0 1'), 'stalemate', draw));

  test.each([
    ['a king each', '7k/8/8/8/8/8/1p6/K7 w - - 0 1', 'a1b2'],
    ['king and knight', '7k/8/8/8/8/8/1p6/K6N w - - 0 1', 'a1b2'],
    ['bishops on one colour', '5b1k/8/8/8/8/8/1p6/K1B5 w - - 0 1', 'c1b2'],
  ])('insufficient material: %s', (_, fen, line) =>
    expectEnd(play(line, fen), 'insufficient-material', draw),
  );

  test('bishops on two colours are sufficient', () => {
    expect(chess.outcome(play('c1b2', '2b4k/8/8/8/8/8/1p6/K1B5 w - - 0 1'))).toBeUndefined();
  });

  test('fifty moves, from the clock of the starting position', () => {
    expectEnd(play('b1b2', '7k/8/8/8/8/8/8/KR6 w - - 99 90'), 'fifty-moves', draw);
    expect(chess.outcome(play('b2b3', '7k/8/8/8/8/8/1P6/KR6 w - - 99 90'))).toBeUndefined();
  });

  test('checkmate comes before fifty moves and the step limit', () => {
    expectEnd(play('b1b8', '7k/6pp/8/8/8/8/8/KR6 w - - 99 90', 1), 'checkmate', [1, 0]);
  });

  test('step limit', () => {
    expect(chess.outcome(play('e2e4', startFen, 2))).toBeUndefined();
    expectEnd(play('e2e4 e7e5', startFen, 2), 'step-limit', draw);
  });

  test('Black moves first where the FEN says so', () => {
    const fen = 'rnbqkbnr/pppppppp/8/8/4P3/8/PPPP1PPP/RNBQKBNR b KQkq e3 0 1';
    const state = chess.setup(chess.schemas.config.parse({ fen }), rng);
    expect(chess.actors(state)).toEqual([1]);
    expect(state.fen).toContain(' b KQkq - 0 1');
    expect(chess.check(state, 0, 'e4e5')).toMatchObject({ code: 'not-your-turn' });
  });
});

describe('threefold repetition', () => {
  test('comes by itself at the third occurrence', () => {
    expect(chess.outcome(play('g1f3 g8f6 f3g1 f6g8 g1f3 g8f6 f3g1'))).toBeUndefined();
    expectEnd(play('g1f3 g8f6 f3g1 f6g8 g1f3 g8f6 f3g1 f6g8'), 'threefold-repetition', draw);
  });

  test('equal pieces that have changed places make the same position', () => {
    const fen = '4k3/8/8/8/8/8/8/1N2K1N1 w - - 0 1';
    const line = 'b1c3 e8e7 g1f3 e7e8 c3e2 e8e7 f3d2 e7e8 d2b1 e8e7 e2g1 e7e8';
    expect(play(line, fen).repeats).toBe(2);
  });

  test('lost castling rights make another position', () => {
    const fen = '4k3/8/8/8/8/8/8/4K2R w K - 0 1';
    const shuffle = 'e1e2 e8e7 e2e1 e7e8';
    expect(play(`${shuffle} ${shuffle}`, fen).repeats).toBe(2);
    expectEnd(play(`${shuffle} ${shuffle} e1e2`, fen), 'threefold-repetition', draw);
  });

  test('an en-passant capture makes another position only where it is legal', () => {
    const legal = 'rnbqkbnr/ppp1pppp/8/8/3p4/8/PPPPPPPP/RNBQKBNR w KQkq - 0 3';
    expect(play(`e2e4 ${cycle} ${cycle}`, legal).repeats).toBe(2);
    expectEnd(play(`e2e4 ${cycle} ${cycle} g8f6`, legal), 'threefold-repetition', draw);
    const pinned = '3k2n1/8/8/8/3p4/8/4P3/3RK1N1 w - - 0 1';
    expectEnd(play(`e2e4 ${cycle} ${cycle}`, pinned), 'threefold-repetition', draw);
  });

  test('the count equals that of whole positions, in random games', () => {
    let recurrences = 0;
    for (let label = 0; label < 40; label++) {
      const counts = new Map<string, number>();
      for (const state of randomLine(richFens[label % richFens.length]!, 200 + label)) {
        const key = state.fen.split(' ').slice(0, 4).join(' ');
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        expect(state.repeats).toBe(count);
        if (count > 1) recurrences += 1;
        expect(state.since.length).toBeLessThanOrEqual(100);
      }
    }
    expect(recurrences).toBeGreaterThan(100);
  });
});
