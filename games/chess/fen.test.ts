import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { chessDefaults, configSchema } from './config.ts';
import { findFenFault, startFen } from './fen.ts';
import { randomLine, richFens } from './random-line.ts';

describe('starting positions', () => {
  test('every position of a running game is fit', () => {
    for (const [label, fen] of richFens.entries()) {
      for (const state of randomLine(fen, 100 + label)) {
        expect(findFenFault(state.fen) === undefined).toBe(
          state.end === null || state.end === 'threefold-repetition' || state.end === 'step-limit',
        );
      }
    }
  });

  test.each([
    ['', 'six'],
    ['x'.repeat(10_000), 'at most 100 characters'],
    ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq -', 'six'],
    ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR  w KQkq - 0 1', 'single spaces'],
    ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR x KQkq - 0 1', 'side-to-move'],
    ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 0', 'move number'],
    ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - -1 1', 'half move'],
    ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0x 1', 'six fields'],
    ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w qkQK - 0 1', 'order KQkq'],
    ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KK - 0 1', 'order KQkq'],
    ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPP/RNBQKBNR w KQkq - 0 1', 'squares in rank'],
    ['rnbq1bnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQ - 0 1', 'missing black king'],
    ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBKKBNR w kq - 0 1', 'too many white kings'],
    ['Pnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQk - 0 1', 'pawns are on the edge'],
    ['4k3/8/8/8/8/8/8/4K2R w Q - 0 1', 'castling right Q needs the White king on e1'],
    ['r3k3/8/8/8/8/8/8/3QK3 w k - 0 1', 'castling right k needs the Black king on e8'],
    ['4k3/8/8/8/4P3/8/8/3QK3 b - d3 0 1', 'en-passant square d3 needs a White pawn'],
    ['4k3/8/8/8/4P3/8/4N3/3QK3 b - e3 0 1', 'en-passant square e3'],
    ['4k3/8/8/8/8/8/8/4RK2 w - - 0 1', "Black is in check, but it is White's move"],
    ['7k/8/8/8/8/8/8/K7 w - - 0 1', 'already over in this position (draw by insufficient material)'],
    ['7k/6Q1/6K1/8/8/8/8/8 b - - 0 1', 'already over in this position (checkmate, White wins)'],
    ['7k/5Q2/6K1/8/8/8/8/8 b - - 0 1', 'already over in this position (draw by stalemate)'],
    ['7k/8/8/8/8/8/8/KR6 w - - 100 90', 'already over in this position (draw by the fifty-move rule)'],
  ])('refused: %.60s', (fen, words) => {
    expect(findFenFault(fen)).toContain(words);
    const parsed = configSchema.safeParse({ fen });
    expect(parsed.error?.issues.map((issue) => issue.message).join(' ')).toContain(words);
  });
});

describe('the configuration', () => {
  test('defaults are filled in', () => {
    expect(configSchema.parse({})).toEqual(chessDefaults);
    expect(configSchema.parse({ stepsMax: 10 })).toEqual({ fen: startFen, stepsMax: 10 });
  });

  test.each([{ stepsMax: 0 }, { stepsMax: 1001 }, { stepsMax: 1.5 }, { steps: 3 }, { fen: 3 }])(
    'refused: %j',
    (config) => expect(configSchema.safeParse(config).success).toBe(false),
  );

  test('has a JSON Schema', () => {
    expect(Object.keys(z.toJSONSchema(configSchema)['properties'] ?? {})).toEqual(['fen', 'stepsMax']);
  });
});
