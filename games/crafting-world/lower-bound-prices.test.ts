import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, shadowPrices } from './lower-bound-prices.ts';

const goods = 4;

const column = fc
  .tuple(
    fc.integer({ max: 9, min: 1 }),
    fc.array(fc.integer({ max: 3, min: -3 }), { maxLength: goods, minLength: goods }),
  )
  .map(([cost, changes]): Column => ({ changes: new Map(changes.entries()), cost }));

const worth = (prices: readonly number[], units: readonly number[]): number =>
  prices.reduce((sum, price, good) => sum + price * units[good]!, 0);

describe('shadow prices', () => {
  test('let nothing gain more than it costs, so no mix of runs meets the demands for less', () => {
    fc.assert(
      fc.property(
        fc.array(column, { maxLength: 8, minLength: 1 }),
        fc.array(fc.nat(6), { maxLength: 8, minLength: 8 }),
        (columns, runs) => {
          const made = Array.from({ length: goods }, (_, good) =>
            columns.reduce((sum, { changes }, at) => sum + runs[at]! * changes.get(good)!, 0),
          );
          const demands = made.map((units) => Math.max(0, units));
          // Only demands that these runs meet: where something was used up, that much is in stock.
          const stock = made.map((units) => Math.max(0, -units));
          const net = demands.map((units, good) => units - stock[good]!);
          const cost = columns.reduce((sum, one, at) => sum + runs[at]! * one.cost, 0);
          const prices = shadowPrices(columns, net);
          for (const { changes, cost: own } of columns)
            expect(
              worth(
                prices,
                Array.from({ length: goods }, (_, good) => changes.get(good)!),
              ),
            ).toBeLessThanOrEqual(own + 1e-9);
          for (const price of prices) expect(price).toBeGreaterThanOrEqual(0);
          expect(worth(prices, net)).toBeLessThanOrEqual(cost + 1e-9);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('are the cheapest way where one way is cheapest: three ores a bar, or one hunt', () => {
    const columns: readonly Column[] = [
      { changes: new Map([[0, 1]]), cost: 1 },
      {
        changes: new Map([
          [0, -3],
          [1, 1],
        ]),
        cost: 1,
      },
      { changes: new Map([[1, 1]]), cost: 9 },
    ];
    expect(worth(shadowPrices(columns, [0, 5]), [0, 5])).toBeCloseTo(20, 6);
  });
});
