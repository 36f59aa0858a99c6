import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOfPass, frontierCostOfPass, onFrontier } from './cost-of-pass.ts';

test('a success that comes every fourth time costs four tries', () => {
  expect(costOfPass(0.5, 0.25)).toBe(2);
});

test('what never succeeds costs without end, even where a try is free', () => {
  expect(costOfPass(0.5, 0)).toBe(Infinity);
  expect(costOfPass(0, 0)).toBe(Infinity);
});

test('the frontier is the cheapest success of all', () => {
  expect(frontierCostOfPass([3, Infinity, 2])).toBe(2);
  expect(frontierCostOfPass([])).toBe(Infinity);
});

test('on the frontier are those that nobody beats in both cost and rating', () => {
  const points = [
    { cost: 1, rating: 900 },
    { cost: 2, rating: 1100 },
    { cost: 2, rating: 1000 },
    { cost: 3, rating: 1100 },
    { cost: 9, rating: 1500 },
  ];
  expect(onFrontier(points)).toEqual([true, true, false, false, true]);
});

test('equals are on the frontier together, and somebody always is', () => {
  const point = fc.record({ cost: fc.integer({ min: 0, max: 5 }), rating: fc.integer({ min: 0, max: 5 }) });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1 }), (points) => {
      const marks = onFrontier(points);
      expect(marks).toContain(true);
      expect(onFrontier([...points, ...points])).toEqual([...marks, ...marks]);
    }),
  );
});
