import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Land, emptyLand } from './hero.ts';
import { costOf, paymentOf, withDemand } from './prices.ts';
import { ruleSets } from './rule-sets.ts';

const { expedition, rivals } = ruleSets;

describe('moving prices', () => {
  test('one buyer and seller who comes back to where it began never gains', () => {
    const trades = fc.array(fc.record({ isBuy: fc.boolean(), quantity: fc.integer({ min: 1, max: 30 }) }), {
      maxLength: 30,
    });
    const start = fc.integer({ min: -60, max: 60 });
    fc.assert(
      fc.property(trades, start, fc.integer({ min: 1, max: 90 }), (deals, demand, price) => {
        let land: Land = demand === 0 ? emptyLand : { demand: { ore: demand }, taken: {} };
        let gold = 0;
        let held = 0;
        const trade = (isBuy: boolean, quantity: number): void => {
          gold += isBuy
            ? -costOf(rivals, land, 'ore', price, quantity)
            : paymentOf(rivals, land, 'ore', price, quantity);
          land = withDemand(rivals, land, 'ore', isBuy ? quantity : -quantity);
          held += isBuy ? quantity : -quantity;
        };
        for (const { isBuy, quantity } of deals) trade(isBuy, quantity);
        if (held !== 0) trade(held < 0, Math.abs(held));
        expect(gold).toBeLessThanOrEqual(0);
        expect(land.demand).toEqual(demand === 0 ? {} : { ore: demand });
      }),
    );
  });

  test('many units at once cost what they cost one by one, never nothing and never below it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 50 }), (quantity, price) => {
        let land: Land = emptyLand;
        let single = 0;
        for (let unit = 0; unit < quantity; unit++) {
          single += costOf(rivals, land, 'ore', price, 1);
          land = withDemand(rivals, land, 'ore', 1);
        }
        expect(costOf(rivals, emptyLand, 'ore', price, quantity)).toBe(single);
        expect(single).toBeGreaterThanOrEqual(quantity);
        expect(paymentOf(rivals, emptyLand, 'ore', price, 10_000)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

test('fixed prices are the list and leave no demand', () => {
  expect(costOf(expedition, emptyLand, 'ore', 4, 3)).toBe(12);
  expect(paymentOf(expedition, emptyLand, 'ore', 2, 3)).toBe(6);
  expect(withDemand(expedition, emptyLand, 'ore', 3)).toBe(emptyLand);
});
