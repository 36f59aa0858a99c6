import type { Rng } from '../rng.ts';
import type { Rules } from './rule-sets.ts';
import type { Drop, Monster, Stack } from './world.ts';

/** A monster or a resource. */
export type Source = Pick<Monster, 'drops' | 'id'> & Partial<Pick<Monster, 'goldMax' | 'goldMin'>>;

/** Whether what a source gives depends on chance under these rules. */
export const isLucky = ({ drops, goldMax, goldMin }: Source, rules: Rules): boolean =>
  goldMax !== goldMin ||
  drops.some((drop) => (rules.drops === 'rated' && drop.oneIn > 1) || drop.max > drop.min);

/** Gold that a monster carries at its hero's try `tries` (from 0). */
export const goldAt = ({ goldMax, goldMin, id }: Monster, tries: number, rng: Rng): number =>
  goldMax > goldMin ? goldMin + rng.stream('gold', id, tries).int(goldMax - goldMin + 1) : goldMin;

/**
 * Whether a drop falls at try `tries` (from 0). Of each `oneIn` tries in a row exactly one gives it, at a place drawn for
 * that row: rates are exact, so a plan that gathers whole rows cannot be unlucky. The streams are keyed by the source and
 * the row and not by the step, so two players, or two plays of one seed, have equal luck.
 */
const falls = (source: string, drop: Drop, tries: number, rng: Rng): boolean => {
  const row = Math.floor(tries / drop.oneIn);
  return rng.stream('drop', source, drop.item, row).int(drop.oneIn) === tries % drop.oneIn;
};

/** What a source gives at its hero's try `tries` (from 0). */
export const dropsAt = (
  source: string,
  drops: readonly Drop[],
  tries: number,
  rules: Rules,
  rng: Rng,
): readonly Stack[] => {
  const given: Stack[] = [];
  for (const drop of drops) {
    if (rules.drops === 'rated' && drop.oneIn > 1 && !falls(source, drop, tries, rng)) continue;
    const more =
      drop.max > drop.min ? rng.stream('amount', source, drop.item, tries).int(drop.max - drop.min + 1) : 0;
    given.push({ item: drop.item, quantity: drop.min + more });
  }
  return given;
};
