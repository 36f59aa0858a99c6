import { describe, expect, test } from 'vitest';
import { cellCount, fullMask, lowestCell, maskOf, namesIn } from './board.ts';
import { positionalBoard, positionalBoards } from './boards.ts';

describe('the boards', () => {
  test.each([
    ['tic-tac-toe', 9, 8, 3],
    ['double-tic-tac-toe', 15, 15, 3],
    ['cube-tic-tac-toe', 12, 23, 4],
    ['square-tic-tac-toe', 25, 25, 4],
  ])('%s has %i cells and %i winning sets of %i', (id, cells, sets, size) => {
    const board = positionalBoard(id);
    expect(board.cells).toHaveLength(cells);
    expect(new Set(board.winningSets).size).toBe(sets);
    expect(board.winningSets.map(cellCount)).toEqual(Array.from({ length: sets }, () => size));
  });

  test('each draws every cell once and names them A, B, C in order', () => {
    for (const board of positionalBoards) {
      expect(board.layers.flatMap(({ rows }) => rows.flat()).sort()).toEqual(board.cells);
      expect(board.cells).toEqual(board.cells.map((_, cell) => String.fromCodePoint(65 + cell)));
      expect(namesIn(board, fullMask(board))).toEqual(board.cells);
    }
  });

  test('each gives every cell a winning set', () => {
    for (const board of positionalBoards) {
      expect(board.winningSets.reduce((cells, set) => cells | set, 0)).toBe(fullMask(board));
    }
  });

  test('a line across both grids, a plane across both cubes and a large square do not win', () => {
    const has = (id: string, names: string): boolean =>
      positionalBoard(id).winningSets.includes(maskOf(positionalBoard(id).cells, names));
    expect([has('double-tic-tac-toe', 'BCJ'), has('double-tic-tac-toe', 'CJK')]).toEqual([false, true]);
    expect([has('cube-tic-tac-toe', 'AEIK'), has('cube-tic-tac-toe', 'ADFG')]).toEqual([false, true]);
    expect([has('square-tic-tac-toe', 'ACKM'), has('square-tic-tac-toe', 'CGIM')]).toEqual([false, true]);
  });

  test('there is no other', () => {
    expect(() => positionalBoard('hex')).toThrow('no positional board hex');
    expect(() => maskOf(['A', 'B'], 'C')).toThrow(RangeError);
  });
});

test('a mask may use all 32 bits', () => {
  expect([cellCount(-1), lowestCell(1 << 31), lowestCell(0b1100)]).toEqual([32, 31, 2]);
});
