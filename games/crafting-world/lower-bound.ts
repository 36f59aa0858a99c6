import { partsOf } from './goal.ts';
import { unitsOf } from './goods.ts';
import { accountsOf, columnOf, demandsOf, dressed, victory } from './lower-bound-accounts.ts';
import { dressColumn, leastGear, wearPrices } from './lower-bound-gear.ts';
import { createPricing, shadowPrices } from './lower-bound-prices.ts';
import { wayBound } from './lower-bound-way.ts';
import type { TrialStart } from './oracle-trial.ts';

/** How often prices are found again, at most: more would raise the bound by a few percent and take twice as long. */
const roundsOfPrices = 7;
/** What going without gear costs: more than any gear. */
const costMost = 1e5;
/** The search for prices ends when the bound cannot rise by more than this part of it. */
const gapShare = 0.03;
/** What rounding may have added to a bound. */
const rounding = 1e-6;

/** Monsters that are still to be defeated. */
const targetsOf = ({ goal, tally }: TrialStart): readonly string[] =>
  partsOf(goal).flatMap((part) =>
    part.kind === 'defeat' && unitsOf(tally.defeated, part.monster) < part.quantity ? [part.monster] : [],
  );

/**
 * Steps of work at least: gathering, making, fighting and changing gear, without any way. Any shadow prices make a bound:
 * what the goal and the cheapest gear at these prices are worth. The best prices come from column generation (Gilmore and
 * Gomory 1961): the cheapest gear at the prices so far is one more thing that can be done, until none is cheaper.
 */
const workBound = (start: TrialStart): number => {
  const { hero } = start.situation;
  const accounts = accountsOf(start);
  const { columns, goods, index, stock } = accounts;
  const [target] = targetsOf(start);
  const own = demandsOf(start, goods);
  const net = own.map((units, at) => units - stock[at]!);
  const worthOf = (prices: readonly number[]): number =>
    prices.reduce((sum, price, at) => sum + price * net[at]!, 0);
  if (target === undefined) return Math.max(0, worthOf(shadowPrices(columns, net)));
  const undressed = columnOf(index, costMost, [[dressed, 1]]);
  const pricing = createPricing(
    [...columns, undressed],
    net.map((units, at) => (goods[at] === dressed ? 1 : units)),
  );
  let best = 0;
  for (let round = 0; round < roundsOfPrices; round++) {
    const prices = pricing.prices();
    const priceOf = (good: string): number => prices[index.get(good)!] ?? 0;
    const work = worthOf(prices);
    const { dress, least } = leastGear(start, target, wearPrices(start, priceOf), priceOf(victory));
    best = Math.max(best, work + (Number.isFinite(least) ? least : 0));
    const gap = priceOf(dressed) - least;
    if (dress === undefined || gap <= gapShare * (work + least)) break;
    pricing.add(dressColumn(accounts, hero, dress));
  }
  return best;
};

/**
 * Steps that no plan can do with less, with any luck and any number of mistakes avoided. Work and ways are bounded apart
 * and added. Work: by shadow prices (weak duality), under which the cheapest gear that wins is found exactly. Ways: the
 * shortest route over what is indispensable. Tools, skills, room and rest are left out, so that it may be too low.
 */
export const lowerBound = (start: TrialStart): number =>
  Math.ceil(workBound(start) - rounding) + wayBound(start);
