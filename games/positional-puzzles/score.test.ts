import { describe, expect, test } from 'vitest';
import type { Puzzle } from './puzzle.ts';
import { scorePuzzles } from './score.ts';
import { wilsonInterval } from './wilson.ts';

const puzzles: readonly Puzzle[] = [
  { answers: 'GI', board: 'tic-tac-toe', moves: 'ABHC', verdict: 'fork' },
  { answers: 'H', board: 'tic-tac-toe', moves: 'ABCGD', verdict: 'fork' },
  { answers: 'C', board: 'tic-tac-toe', moves: 'ADBE', verdict: 'win' },
  { answers: 'G', board: 'cube-tic-tac-toe', moves: 'FAKJL', verdict: 'blocked' },
];

describe('the score of a set', () => {
  const score = scorePuzzles({ given: 'IHC-G-CG', puzzles, samples: 2 });

  test('is the part of right answers, over all samples', () => {
    expect(score.answered).toBe(8);
    expect(score.overall).toEqual({
      board: null,
      verdict: null,
      puzzles: 4,
      asked: 8,
      right: 6,
      passAt1: 0.75,
      interval: wilsonInterval(0.75, 4),
    });
  });

  test('is told by game, by verdict and by both, without empty rows', () => {
    const told = (rows: typeof score.byGame): unknown[] =>
      rows.map(({ board, verdict, right, asked }) => [board, verdict, right, asked]);
    expect(told(score.byGame)).toEqual([
      ['tic-tac-toe', null, 5, 6],
      ['cube-tic-tac-toe', null, 1, 2],
    ]);
    expect(told(score.byVerdict)).toEqual([
      [null, 'win', 2, 2],
      [null, 'blocked', 1, 2],
      [null, 'fork', 3, 4],
    ]);
    expect(told(score.byGameAndVerdict)).toEqual([
      ['tic-tac-toe', 'win', 2, 2],
      ['tic-tac-toe', 'fork', 3, 4],
      ['cube-tic-tac-toe', 'blocked', 1, 2],
    ]);
  });

  test('counts what was never answered as wrong', () => {
    const cut = scorePuzzles({ given: 'GH', puzzles, samples: 1 });
    expect(cut).toMatchObject({ answered: 2, overall: { asked: 4, right: 2, passAt1: 0.5 } });
    expect(scorePuzzles({ given: '', puzzles, samples: 1 }).overall.passAt1).toBe(0);
  });

  test('has an interval that more samples of the same puzzles do not narrow', () => {
    const once = scorePuzzles({ given: 'GHAA', puzzles, samples: 1 });
    const often = scorePuzzles({ given: 'GHAA'.repeat(16), puzzles, samples: 16 });
    expect(often.overall.interval).toEqual(once.overall.interval);
  });

  test('of no puzzles is a programmer error', () => {
    expect(() => scorePuzzles({ given: '', puzzles: [], samples: 1 })).toThrow(RangeError);
  });
});
