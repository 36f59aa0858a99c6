import type { Hero } from './hero.ts';
import type { Rules } from './rule-sets.ts';
import { hpFull, statOf } from './stats.ts';
import { indexOf } from './world-index.ts';
import type { Element, EffectName, Monster, Stack, World } from './world.ts';

/** How a fight ended. `hp` is what the hero has left, in whole points; 0 when it fell. */
export interface Fight {
  readonly hp: number;
  readonly isWon: boolean;
  readonly rounds: number;
  /** Consumables used, by slot. */
  readonly spent: Readonly<Record<string, Stack>>;
}

interface Names {
  readonly element: Element;
  readonly attack: EffectName;
  readonly boost: EffectName;
  readonly damage: EffectName;
  readonly resist: EffectName;
}

/** The order in which the elements of one blow strike; with doubles the sum hangs on it. */
const blow: readonly Names[] = [
  {
    element: 'fire',
    attack: 'attackFire',
    boost: 'boostDamageFire',
    damage: 'damageFire',
    resist: 'resistFire',
  },
  {
    element: 'earth',
    attack: 'attackEarth',
    boost: 'boostDamageEarth',
    damage: 'damageEarth',
    resist: 'resistEarth',
  },
  {
    element: 'water',
    attack: 'attackWater',
    boost: 'boostDamageWater',
    damage: 'damageWater',
    resist: 'resistWater',
  },
  {
    element: 'air',
    attack: 'attackAir',
    boost: 'boostDamageAir',
    damage: 'damageAir',
    resist: 'resistAir',
  },
];

interface Arithmetic {
  /** What one hit point is counted as. */
  readonly unit: number;
  /** The additive formula A·(1 + bonus − resistance), bonus and resistance in percent. */
  readonly damage: (attack: number, bonus: number, resist: number) => number;
}

const arithmetics: Readonly<Record<Rules['arithmetic'], Arithmetic>> = {
  // Hundredths of a hit point: exact, since percents are integers. A blow never heals.
  whole: { unit: 100, damage: (attack, bonus, resist) => Math.max(0, attack * (100 + bonus - resist)) },
  // IEEE doubles in HeroBench's order of operations, so that residues of 1e-14 decide the rounds that they decided there.
  doubles: {
    unit: 1,
    damage: (attack, bonus, resist) => attack + attack * (bonus * 0.01) - attack * (resist * 0.01),
  },
};

/** A restoring consumable in a slot. */
interface Ration {
  readonly item: string;
  readonly restore: number;
  readonly slot: string;
  left: number;
}

const boostNames: readonly EffectName[] = ['boostHp', ...blow.map(({ boost }) => boost)];

type Boosts = Readonly<Partial<Record<EffectName, number>>>;

/** What the hero takes from its consumable slots: boosts at once, one of each slot, and rations for the fight. */
const provisionsOf = (world: World, hero: Hero) => {
  const { items } = indexOf(world);
  const boosts: Partial<Record<EffectName, number>> = {};
  const rations: Ration[] = [];
  const spent: Record<string, Stack> = {};
  for (const slot in hero.equipment) {
    const { item, quantity } = hero.equipment[slot]!;
    const effects = items.get(item)?.effects ?? {};
    if ((effects.restore ?? 0) > 0) rations.push({ item, left: quantity, restore: effects.restore!, slot });
    for (const name of boostNames) {
      if (effects[name] === undefined) continue;
      boosts[name] = (boosts[name] ?? 0) + effects[name];
      spent[slot] = { item, quantity: 1 };
    }
  }
  return { boosts, rations, spent };
};

const heroBlows = (
  world: World,
  hero: Hero,
  monster: Monster,
  { damage }: Arithmetic,
  boosts: Boosts,
): readonly number[] =>
  blow.flatMap((names) => {
    const attack = statOf(world, hero, names.attack);
    const bonus = statOf(world, hero, names.damage) + (boosts[names.boost] ?? 0);
    return attack > 0 ? [damage(attack, bonus, monster.resist[names.element])] : [];
  });

const monsterBlows = (
  world: World,
  hero: Hero,
  monster: Monster,
  { damage }: Arithmetic,
): readonly number[] =>
  blow.flatMap(({ element, resist }) => {
    const attack = monster.attack[element];
    return attack > 0 ? [damage(attack, 0, statOf(world, hero, resist))] : [];
  });

const struck = (hp: number, blows: readonly number[]): number => {
  let left = hp;
  for (const damage of blows) left -= damage;
  return left;
};

/** One unit of each ration once less than half is left; where hit points are kept, never above the full. */
const restored = (
  hp: number,
  full: number,
  rations: readonly Ration[],
  rules: Rules,
  unit: number,
): number => {
  if (hp >= full / 2) return hp;
  let after = hp;
  for (const ration of rations) {
    if (ration.left === 0) continue;
    ration.left -= 1;
    after += ration.restore * unit;
  }
  return rules.health === 'kept' ? Math.min(after, full) : after;
};

/**
 * A fight to its end: the hero strikes first in each round, and loses when it falls or after `roundsMax` rounds. The
 * monster is always well at the start; the hero is where the rules reset hit points.
 */
export const fightOf = (world: World, rules: Rules, hero: Hero, monster: Monster): Fight => {
  const arithmetic = arithmetics[rules.arithmetic];
  const { unit } = arithmetic;
  const { boosts, rations, spent } = provisionsOf(world, hero);
  const boostHp = boosts.boostHp ?? 0;
  const wellHp = hpFull(world, hero);
  const full = (wellHp + boostHp) * unit;
  const ours = heroBlows(world, hero, monster, arithmetic, boosts);
  const theirs = monsterBlows(world, hero, monster, arithmetic);
  let hp = ((rules.health === 'reset' ? wellHp : hero.hp) + boostHp) * unit;
  let monsterHp = monster.hp * unit;
  let rounds = 0;
  while (rounds < rules.roundsMax && hp > 0 && monsterHp > 0) {
    rounds += 1;
    hp = restored(hp, full, rations, rules, unit);
    monsterHp = struck(monsterHp, ours);
    if (monsterHp > 0) hp = struck(hp, theirs);
  }
  for (const { item, left, slot } of rations) {
    const used = hero.equipment[slot]!.quantity - left;
    if (used > 0) spent[slot] = { item, quantity: used };
  }
  return { hp: hp > 0 ? Math.ceil(hp / unit) : 0, isWon: monsterHp <= 0, rounds, spent };
};
