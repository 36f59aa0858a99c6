import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eloPerNat, outcomesAt, scoreSlope } from './davidson.ts';

const leads = fc.double({ min: -5000, max: 5000, noNaN: true });
const propensities = fc.double({ min: 0, max: 1e6, noNaN: true });

describe('outcomesAt', () => {
  test('three chances that add up to 1, however far apart the two are', () => {
    fc.assert(
      fc.property(leads, propensities, (s, nu) => {
        const { win, draw, loss, lnTotal } = outcomesAt(s, nu);
        expect(win + draw + loss).toBeCloseTo(1, 12);
        expect(Math.min(win, draw, loss)).toBeGreaterThanOrEqual(0);
        expect(lnTotal).toBeGreaterThanOrEqual(Math.abs(s) / 2);
      }),
    );
  });

  test('the other seat sees the same game', () => {
    fc.assert(
      fc.property(leads, propensities, (s, nu) => {
        const { win, draw, loss, lnTotal } = outcomesAt(s, nu);
        expect(outcomesAt(-s, nu)).toEqual({ win: loss, draw, loss: win, lnTotal });
      }),
    );
  });

  test('400 Elo are odds of 10 : 1 where there are no draws', () => {
    const { win, draw, loss } = outcomesAt(400 / eloPerNat, 0);
    expect(win / loss).toBeCloseTo(10, 9);
    expect(draw).toBe(0);
  });
});

test('scoreSlope makes a small lead worth the expected score that its Elo points promise', () => {
  const nu = 0.8;
  const elo = 1e-3;
  const { win, draw } = outcomesAt(elo / (eloPerNat * scoreSlope(nu)), nu);
  expect(win + draw / 2).toBeCloseTo(1 / (1 + 10 ** (-elo / 400)), 12);
});
