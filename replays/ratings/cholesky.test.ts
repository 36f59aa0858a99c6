import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factorise } from './cholesky.ts';

/** B·Bᵀ + I: symmetric and positive definite whatever B is. */
const matrixFrom = (entries: readonly number[], order: number): Float64Array => {
  const matrix = new Float64Array(order * order);
  for (let i = 0; i < order; i++) {
    for (let j = 0; j < order; j++) {
      for (let k = 0; k < order; k++)
        matrix[i * order + j]! += entries[i * order + k]! * entries[j * order + k]!;
      if (i === j) matrix[i * order + j]! += 1;
    }
  }
  return matrix;
};

const times = (matrix: Float64Array, x: Float64Array): Float64Array =>
  x.map((_, i) => x.reduce((sum, value, j) => sum + matrix[i * x.length + j]! * value, 0));

const systems = fc.integer({ min: 1, max: 8 }).chain((order) => {
  const entry = fc.integer({ min: -3, max: 3 });
  const list = (length: number) => fc.array(entry, { minLength: length, maxLength: length });
  return fc.record({
    order: fc.constant(order),
    matrix: list(order * order).map((entries) => matrixFrom(entries, order)),
    b: list(order).map((entries) => Float64Array.from(entries)),
  });
});

const expectClose = (actual: Float64Array, expected: Float64Array): void => {
  for (const [index, value] of actual.entries()) expect(value).toBeCloseTo(expected[index]!, 8);
};

describe('a positive definite matrix', () => {
  test('solve answers the x with A·x = b', () => {
    fc.assert(
      fc.property(systems, ({ order, matrix, b }) => {
        expectClose(times(matrix, factorise(matrix, order)!.solve(b)), b);
      }),
    );
  });

  test('the inverse is symmetric to the bit and agrees with solve', () => {
    fc.assert(
      fc.property(systems, ({ order, matrix, b }) => {
        const factor = factorise(matrix, order)!;
        const inverse = factor.inverse();
        expectClose(times(inverse, b), factor.solve(b));
        for (let i = 0; i < order; i++) {
          for (let j = 0; j < i; j++) expect(inverse[i * order + j]).toBe(inverse[j * order + i]);
        }
      }),
    );
  });

  test('only the lower triangle is read', () => {
    const full = factorise(Float64Array.of(4, 2, 2, 3), 2)!;
    const lower = factorise(Float64Array.of(4, NaN, 2, 3), 2)!;
    expect(lower.inverse()).toEqual(full.inverse());
    expectClose(full.inverse(), Float64Array.of(3 / 8, -1 / 4, -1 / 4, 1 / 2));
  });
});

test.each([
  ['singular', [1, 1, 1, 1]],
  ['singular but for rounding', [0.1, 0.3, 0.3, 0.9]],
  ['indefinite', [1, 2, 2, 1]],
  ['zero', [0, 0, 0, 0]],
  ['not a number', [1, 0, 0, NaN]],
])('a %s matrix has no factor', (_, entries) => {
  expect(factorise(Float64Array.from(entries), 2)).toBeUndefined();
});
