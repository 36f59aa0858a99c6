import fc from 'fast-check';
import { expect, test } from 'vitest';
import { solveMatrix } from './matrix-game.ts';

test.each([
  [
    'rock, paper, scissors',
    [
      [0.5, 0, 1],
      [1, 0.5, 0],
      [0, 1, 0.5],
    ],
    [1 / 3, 1 / 3, 1 / 3],
  ],
  [
    'matching pennies, one of them dear',
    [
      [1, 0],
      [0, 0.5],
    ],
    [1 / 3, 2 / 3],
  ],
  [
    'a row that is better everywhere',
    [
      [0.9, 0.8],
      [0.2, 0.1],
    ],
    [1, 0],
  ],
])('the mixture of %s is known', (_, matrix, due) => {
  for (const [at, weight] of solveMatrix(matrix).entries()) expect(weight).toBeCloseTo(due[at]!, 1);
});

test('no fixed reply holds a mixture far below what the best reply to the opponent leaves', () => {
  const matrices = fc.integer({ min: 1, max: 5 }).chain((columns) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: columns, maxLength: columns }), {
      minLength: 1,
      maxLength: 5,
    }),
  );
  fc.assert(
    fc.property(matrices, (percents) => {
      const matrix = percents.map((row) => row.map((percent) => percent / 100));
      const mixture = solveMatrix(matrix);
      expect(mixture.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
      const worst = Math.min(
        ...matrix[0]!.map((_, column) =>
          matrix.reduce((sum, row, at) => sum + row[column]! * mixture[at]!, 0),
        ),
      );
      // A fixed row's worst case is a lower bound of the value of the game.
      const fixed = Math.max(...matrix.map((row) => Math.min(...row)));
      expect(worst).toBeGreaterThan(fixed - 0.05);
    }),
    { numRuns: 60 },
  );
});
