import { describe, expect, test } from 'vitest';
import { stepRng } from '../rng.ts';
import { startFen } from './fen.ts';
import { chess } from './game.ts';
import { openPosition } from './position.ts';
import { explainIllegal } from './legality.ts';
import { randomLine, richFens } from './random-line.ts';

const rng = stepRng('00'.repeat(16), 0);

const refusal = (fen: string, action: string): string => {
  const state = chess.setup(chess.schemas.config.parse({ fen }), rng);
  const illegal = chess.check(state, chess.actors(state)[0]!, action);
  return `${illegal?.code}: ${illegal?.message}`;
};

const home = 'r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1';

describe('refusals say what is wrong', () => {
  test.each([
    [startFen, 'e3e4', 'no-piece: There is no piece on e3.'],
    [startFen, 'e7e5', 'not-your-piece: The pawn on e7 is not yours: White moves now.'],
    [startFen, 'e2e2', 'no-move: A move must end on another square than e2.'],
    [startFen, 'a1a2', 'own-piece: Your own pawn is on a2.'],
    [startFen, 'a1a3', 'path-blocked: The rook on a1 cannot reach a3: a2 is occupied.'],
    [startFen, 'f1c4', 'path-blocked: The bishop on f1 cannot reach c4: e2 is occupied.'],
    [startFen, 'a1b3', 'cannot-move-so: The rook on a1 cannot go to b3: it moves along ranks and files.'],
    [startFen, 'b1b3', 'cannot-move-so: The knight on b1 cannot go to b3: it moves two squares'],
    [startFen, 'e2e5', 'cannot-move-so: The pawn on e2 cannot go to e5: it moves straight ahead one square'],
    [startFen, 'e2d3', 'nothing-to-capture: The pawn on e2 moves diagonally only to capture'],
    [startFen, 'e2e4q', 'no-promotion: Only a pawn that reaches the last rank promotes: write e2e4.'],
    [startFen, 'e2e9', 'not-a-move: A move is the square it starts from'],
    [startFen, 'Nf3', 'not-a-move:'],
    [
      '4k3/8/8/8/8/4n3/4P3/4K3 w - - 0 1',
      'e2e4',
      'path-blocked: The pawn on e2 cannot move straight ahead to e4: e3 is',
    ],
    [
      '4k3/8/8/8/4p3/8/4P3/4K3 w - - 0 1',
      'e2e4',
      'path-blocked: The pawn on e2 cannot move straight ahead to e4: e4 is',
    ],
    ['4k3/8/8/8/4p3/4P3/8/4K3 w - - 0 1', 'e3e5', 'cannot-move-so: The pawn on e3 cannot go to e5'],
    [
      '1k6/4P3/8/8/8/8/8/4K3 w - - 0 1',
      'e7e8',
      'promotion-missing: A pawn that reaches the last rank promotes: write e7e8q',
    ],
    [
      '4k3/4r3/8/8/8/8/4N3/4K3 w - - 0 1',
      'e2c3',
      'exposes-king: e2c3 would expose your king on e1 to the rook on e7.',
    ],
    [
      '4k3/8/8/K2Pp2r/8/8/8/8 w - e6 0 1',
      'd5e6',
      'exposes-king: d5e6 would expose your king on a5 to the rook on h5.',
    ],
    [
      '4k3/8/8/8/7q/8/4N3/4K3 w - - 0 1',
      'e2c3',
      'still-in-check: Your king on e1 is in check from the queen on h4, and e2c3 leaves it in check.',
    ],
    [
      '4k3/3r4/8/8/8/8/8/4K3 w - - 0 1',
      'e1d1',
      'king-into-check: Black attacks d1, so your king cannot go there.',
    ],
    [home, 'e1h1', "own-piece: Your own rook is on h1. Castling is written as the king's move"],
    [home, 'e1g2', 'cannot-move-so: The king on e1 cannot go to g2'],
    ['r3k2r/8/8/8/8/8/8/R3K2R w KQ - 0 1', 'e1g1', 'undefined: undefined'],
    ['r3k2r/8/8/8/8/8/8/R3K2R w Q - 0 1', 'e1g1', 'castling-lost: White has no right to castle kingside'],
    ['r3k2r/8/8/8/8/8/8/R3K1NR w KQ - 0 1', 'e1g1', 'own-piece: Your own knight is on g1.'],
    ['r3k2r/8/8/8/8/8/8/RN2K2R w KQ - 0 1', 'e1c1', 'castling-blocked: You cannot castle queenside: b1'],
    ['r3k2r/8/8/8/4r3/8/8/R3K2R w KQ - 0 1', 'e1g1', 'castling-in-check: You cannot castle while'],
    [
      'r3k2r/8/8/8/5r2/8/8/R3K2R w KQ - 0 1',
      'e1g1',
      'castling-through-check: You cannot castle kingside: Black attacks f1',
    ],
    [
      'r3k2r/8/8/8/6r1/8/8/R3K2R w KQ - 0 1',
      'e1g1',
      'castling-through-check: You cannot castle kingside: Black attacks g1',
    ],
    [
      'r3k2r/8/8/8/8/8/3R4/4K3 b kq - 0 1',
      'e8c8',
      'castling-through-check: You cannot castle queenside: White attacks d8',
    ],
  ])('%s %s', (fen, action, words) => {
    expect(refusal(fen, action).slice(0, words.length)).toBe(words);
  });

  test('the other seat and an ended game', () => {
    const state = chess.setup(chess.defaults, rng);
    expect(chess.check(state, 1, 'e7e5')).toEqual({ code: 'not-your-turn', message: "It is White's move." });
    const over = randomLine(richFens[7], 1).at(-1)!;
    expect(chess.check(over, 0, 'e2e4')).toMatchObject({ code: 'game-over' });
  });
});

test('every move from square to square is legal exactly when it is listed, and refused in words', () => {
  const squares = Array.from({ length: 64 }, (_, at) => `${'abcdefgh'[at % 8]}${1 + (at >> 3)}`);
  for (const [label, fen] of richFens.entries()) {
    const states = randomLine(fen, 300 + label).filter((state, at) => at % 40 === 3 && state.end === null);
    for (const state of states) {
      const legal = new Set(chess.legalActions(state, chess.actors(state)[0]!));
      const position = openPosition(state.fen);
      for (const from of squares) {
        for (const to of squares) {
          const uci = from + to;
          if (legal.has(uci)) continue;
          const { code, message } = explainIllegal(position, uci);
          expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
          expect(message).toMatch(/^[A-Za-z].*\.$/);
        }
      }
      expect(position.fen()).toBe(state.fen);
    }
  }
});
