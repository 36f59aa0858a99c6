import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fullMask, hasCompleted, maskOf, namesIn } from './board.ts';
import type { PositionalBoard } from './board.ts';
import { positionalBoard, positionalBoards } from './boards.ts';
import { gradeMove } from './move-grade.ts';
import { createSolver } from './solver.ts';
import type { Position } from './state.ts';

const empty: Position = { first: 0, second: 0 };

/** The position after these moves, or after as many of them as the game lasts. */
const positionAfter = (board: PositionalBoard, moves: Iterable<string>): Position => {
  let own = 0;
  let other = 0;
  let count = 0;
  for (const move of moves) {
    if (hasCompleted(board.winningSets, other)) break;
    [own, other] = [other, own | maskOf(board.cells, [move])];
    count += 1;
  }
  return count % 2 === 0 ? { first: own, second: other } : { first: other, second: own };
};

/** Minimax by the definition, for comparison: no pruning, no symmetry, no criteria. */
const createMinimax = (board: PositionalBoard) => {
  const full = fullMask(board);
  const known = new Map<number, number>();
  const valueOf = (own: number, other: number): number => {
    if (hasCompleted(board.winningSets, other)) return -1;
    if ((own | other) === full) return 0;
    const key = own * 2 ** board.cells.length + other;
    const before = known.get(key);
    if (before !== undefined) return before;
    let best = -1;
    for (let bit = 1; bit <= full; bit *= 2) {
      if (((own | other) & bit) === 0) best = Math.max(best, 0 - valueOf(other, own | bit));
    }
    known.set(key, best);
    return best;
  };
  return { known, valueOf };
};

describe('the value of each game', () => {
  test.each([
    ['tic-tac-toe', 0, 'ABCDEFGHI'],
    ['double-tic-tac-toe', 1, 'ACDEFGIKLMO'],
    ['cube-tic-tac-toe', 0, 'ABCDEFGHIJKL'],
    ['square-tic-tac-toe', 0, 'ABCDEFGHIJKLMNOPQRSTUVWXY'],
  ])('%s is worth %i to the first player, who keeps it with %s', (id, value, best) => {
    const solver = createSolver(positionalBoard(id));
    expect(solver.value(empty)).toBe(value);
    expect(solver.bestMoves(empty).join('')).toBe(best);
  });

  test('in double tic-tac-toe the other first moves, B, H, J and N, draw', () => {
    const drawing = createSolver(positionalBoard('double-tic-tac-toe'))
      .moveValues(empty)
      .filter(({ value }) => value !== 1);
    expect(drawing).toEqual(['B', 'H', 'J', 'N'].map((cell) => ({ cell, value: 0 })));
  });
});

describe('the solver agrees with minimax', () => {
  test.each(['tic-tac-toe', 'cube-tic-tac-toe'])('in every position of %s that play can reach', (id) => {
    const board = positionalBoard(id);
    const solver = createSolver(board);
    const minimax = createMinimax(board);
    minimax.valueOf(0, 0);
    const size = 2 ** board.cells.length;
    // From the root on, so that the table holds bounds from above when it is asked further down.
    const differing = [...minimax.known].toReversed().filter(([key, value]) => {
      const own = Math.floor(key / size);
      const other = key % size;
      const isFirst = namesIn(board, own).length === namesIn(board, other).length;
      return value !== solver.value(isFirst ? { first: own, second: other } : { first: other, second: own });
    });
    expect(minimax.known.size).toBe(id === 'tic-tac-toe' ? 4520 : 120_599);
    expect(differing).toEqual([]);
  });

  test.each([
    ['double-tic-tac-toe', 4],
    ['square-tic-tac-toe', 15],
  ])('in positions of %s after %i random moves or more, move by move', (id, least) => {
    const board = positionalBoard(id);
    const solver = createSolver(board);
    const minimax = createMinimax(board);
    fc.assert(
      fc.property(fc.shuffledSubarray([...board.cells], { minLength: least }), (moves) => {
        const position = positionAfter(board, moves);
        const isFirst = namesIn(board, position.first).length === namesIn(board, position.second).length;
        const [own, other] = isFirst ? [position.first, position.second] : [position.second, position.first];
        expect(solver.value(position)).toBe(minimax.valueOf(own, other));
        minimax.known.clear();
        for (const { cell, value } of solver.moveValues(position)) {
          expect(value).toBe(0 - minimax.valueOf(other, own | maskOf(board.cells, [cell])));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('with a table too small to remember anything', () => {
    for (const board of positionalBoards.filter(({ cells }) => cells.length < 16)) {
      const tiny = createSolver(board, { tableEntriesMax: 2 });
      const usual = createSolver(board);
      expect(tiny.tableBytes).toBe(18);
      expect(tiny.moveValues(empty)).toEqual(usual.moveValues(empty));
    }
  });
});

describe('moves', () => {
  const board = positionalBoard('tic-tac-toe');
  const solver = createSolver(board);

  test('the best moves are those that keep the value', () => {
    // First has a corner, second an edge: only the moves that make a lasting threat win.
    expect(solver.bestMoves(positionAfter(board, 'AB'))).toEqual(['D', 'E', 'G']);
    // First has opposite corners around second's centre: a corner for second loses.
    expect(solver.bestMoves(positionAfter(board, 'AEI'))).toEqual(['B', 'D', 'F', 'H']);
    // First threatens twice: every move of second is as bad.
    expect(solver.value(positionAfter(board, 'AEICG'))).toBe(-1);
    expect(solver.bestMoves(positionAfter(board, 'AEICG'))).toEqual(['B', 'D', 'F', 'H']);
  });

  test.each([
    ['AB', 'E', 'optimal'],
    ['AB', 'C', 'gave-up-win'],
    ['AEI', 'B', 'optimal'],
    ['AEI', 'C', 'gave-up-draw'],
    ['AEICG', 'B', 'optimal'],
    // From a win to a loss: what was given up is the win.
    ['ABDE', 'C', 'gave-up-win'],
    ['ABDE', 'G', 'optimal'],
    ['AEBCG', 'F', 'gave-up-draw'],
  ])('after %s the move %s is %s', (moves, cell, grade) => {
    expect(gradeMove(solver, positionAfter(board, moves), cell)).toBe(grade);
  });

  test('a finished game has a value and no moves', () => {
    const won = positionAfter(board, 'EBACI');
    const full = positionAfter(board, 'ABCEDFHGI');
    expect([solver.value(won), solver.value(full)]).toEqual([-1, 0]);
    expect([solver.moveValues(won), solver.bestMoves(full)]).toEqual([[], []]);
    expect(() => solver.moveValue(won, 'D')).toThrow('the game is over');
    expect(() => gradeMove(solver, full, 'A')).toThrow('the game is over');
  });

  test('what is not a position or not a free cell is a programmer error', () => {
    expect(() => solver.moveValue(positionAfter(board, 'E'), 'E')).toThrow('E is not free');
    expect(() => solver.moveValue(empty, 'Z')).toThrow('no cell Z');
    for (const [first, second] of [
      [1, 1],
      [0, 1],
      [3, 0],
      [1024, 0],
      [0b111, 0b1111000],
      [0b111, 0b1011000],
    ] as const) {
      expect(() => solver.value({ first, second })).toThrow('no position of tic-tac-toe');
    }
    for (const tableEntriesMax of [0, 1, 2 ** 24, Number.NaN]) {
      expect(() => createSolver(board, { tableEntriesMax })).toThrow(RangeError);
    }
  });
});
