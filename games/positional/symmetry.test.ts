import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fullMask } from './board.ts';
import { positionalBoard, positionalBoards } from './boards.ts';
import { createCanonicaliser, imageOf, symmetriesOf } from './symmetry.ts';

describe('symmetries', () => {
  test.each([
    ['tic-tac-toe', 8],
    ['double-tic-tac-toe', 4],
    ['square-tic-tac-toe', 8],
    // The body has 16; the winning sets alone allow four times as many.
    ['cube-tic-tac-toe', 64],
  ])('%s has %i', (id, count) => {
    expect(symmetriesOf(positionalBoard(id))).toHaveLength(count);
  });

  test('they form a group that keeps the winning sets, and begin with the identity', () => {
    for (const board of positionalBoards) {
      const symmetries = symmetriesOf(board);
      expect(symmetries[0]).toEqual(board.cells.map((_, cell) => cell));
      const known = new Set(symmetries.map(String));
      for (const a of symmetries) {
        expect(new Set(board.winningSets.map((set) => imageOf(a, set)))).toEqual(new Set(board.winningSets));
        for (const b of symmetries) expect(known).toContain(String(a.map((cell) => b[cell]!)));
      }
    }
  });

  test('all images of a position have one canonical form, which is one of them', () => {
    for (const board of positionalBoards) {
      const canonicalise = createCanonicaliser(board);
      const symmetries = symmetriesOf(board);
      const formOf = (own: number, other: number): string => {
        const pair = { own: 0, other: 0 };
        canonicalise(own, other, pair);
        return `${pair.own} ${pair.other}`;
      };
      const masks = fc.nat(fullMask(board));
      fc.assert(
        fc.property(masks, masks, (own, some) => {
          const other = some & ~own;
          const images = symmetries.map(
            (symmetry) => [imageOf(symmetry, own), imageOf(symmetry, other)] as const,
          );
          expect(images.map(([a, b]) => `${a} ${b}`)).toContain(formOf(own, other));
          expect(new Set(images.map(([a, b]) => formOf(a, b))).size).toBe(1);
        }),
      );
    }
  });
});
