import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Betting, actionsAfter, cards, isFinished } from './betting.ts';
import {
  type InformationSet,
  type Strategy,
  equilibrium,
  expectedGain,
  handValue,
  informationSetOf,
  informationSets,
} from './equilibrium.ts';

const alphas = [0, 0.1, 0.25, 1 / 3];

const isOfFirst = (set: InformationSet): boolean => !set.includes(' ') || set.endsWith('check bet');

/** The 64 pure strategies of one role; the other role's probabilities stay 0. */
const pureStrategies = (isOwn: (set: InformationSet) => boolean): Strategy[] => {
  const own = informationSets.filter(isOwn);
  return Array.from({ length: 2 ** own.length }, (_, bits) =>
    Object.fromEntries(
      informationSets.map((set) => [set, own.includes(set) ? (bits >> own.indexOf(set)) & 1 : 0]),
    ),
  ) as Strategy[];
};

const arbitraryStrategy: fc.Arbitrary<Strategy> = fc.record(
  Object.fromEntries(informationSets.map((set) => [set, fc.double({ min: 0, max: 1, noNaN: true })])),
) as fc.Arbitrary<Strategy>;

test('the information sets are the own card with each betting that leaves a choice', () => {
  const reached = (betting: Betting): InformationSet[] =>
    isFinished(betting)
      ? []
      : [
          ...cards.map((card) => informationSetOf(card, betting)),
          ...actionsAfter(betting).flatMap((action) => reached([...betting, action])),
        ];
  expect(reached([]).toSorted()).toEqual(informationSets.toSorted());
});

describe('the equilibrium family', () => {
  test.each(alphas)('with alpha %d is worth -1/18 a hand against each member', (alpha) => {
    for (const other of alphas)
      expect(Math.abs(expectedGain(equilibrium(alpha), equilibrium(other)) - handValue)).toBeLessThan(1e-12);
  });

  test.each(alphas)('with alpha %d leaves a best response nothing more', (alpha) => {
    const strategy = equilibrium(alpha);
    const asFirst = pureStrategies(isOfFirst).map((pure) => expectedGain(pure, strategy));
    const asSecond = pureStrategies((set) => !isOfFirst(set)).map((pure) => expectedGain(strategy, pure));
    expect(asFirst).toHaveLength(64);
    expect(Math.abs(Math.max(...asFirst) - handValue)).toBeLessThan(1e-12);
    expect(Math.abs(Math.min(...asSecond) - handValue)).toBeLessThan(1e-12);
  });

  test('no mixed strategy does better against it', () => {
    const strategy = equilibrium(0.2);
    fc.assert(
      fc.property(arbitraryStrategy, (other) => {
        expect(expectedGain(other, strategy)).toBeLessThanOrEqual(handValue + 1e-12);
        expect(expectedGain(strategy, other)).toBeGreaterThanOrEqual(handValue - 1e-12);
      }),
    );
  });

  test('a strategy outside the family can be exploited', () => {
    const timid = { ...equilibrium(0), 'K check bet': 0 };
    const replies = pureStrategies((set) => !isOfFirst(set)).map((pure) => expectedGain(timid, pure));
    expect(Math.min(...replies)).toBeLessThan(handValue - 0.01);
  });

  test.each([-0.01, 0.34, Number.NaN])('alpha %d is refused', (alpha) => {
    expect(() => equilibrium(alpha)).toThrow(RangeError);
  });
});
