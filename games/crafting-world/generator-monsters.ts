import type { Rng } from '../rng.ts';
import { type Materials, levelOfTier } from './generator-materials.ts';
import { type NameMaker, idOfName } from './names.ts';
import {
  type ByElement,
  type Drop,
  type Effects,
  type Element,
  type Item,
  type Monster,
  elements,
} from './world.ts';

const words = ['wolf', 'beetle', 'lynx', 'crab', 'hound', 'viper', 'boar', 'raptor'];
const targetWords = ['warden', 'tyrant', 'wyrm', 'colossus'];

const byElement = (valueOf: (element: Element) => number): ByElement => ({
  air: valueOf('air'),
  earth: valueOf('earth'),
  fire: valueOf('fire'),
  water: valueOf('water'),
});

const certain = (item: string): Drop => ({ item, max: 1, min: 1, oneIn: 1 });
const rated = (item: string, oneIn: number): Drop => ({ item, max: 1, min: 1, oneIn });

/** Two monsters a tier, weak enough for what heroes start with: the one drops hides, the other fangs, each at times both. */
export const createMonsters = ({ tiers }: Materials, names: NameMaker, rng: Rng): readonly Monster[] =>
  tiers.flatMap((own, at) => {
    const tier = at + 1;
    const monster = (drops: readonly Drop[]): Monster => {
      const name = `${names.next()} ${rng.pick(words)}`;
      const element = rng.pick(elements);
      const weak = rng.pick(elements);
      return {
        attack: byElement((one) => (one === element ? 2 + 2 * tier + rng.int(2) : 0)),
        drops,
        goldMax: 1 + tier,
        goldMin: 1 + tier,
        hp: 24 + 18 * tier + rng.int(10),
        id: idOfName(name),
        level: levelOfTier(tier),
        name,
        resist: byElement((one) => (one === weak ? -20 : 0)),
      };
    };
    return [
      monster([certain(own.hide), rated(own.fang, 4)]),
      monster([certain(own.fang), rated(own.ore, 2)]),
    ];
  });

/** What a target is made of: its elements, before its strength is set. */
interface Temper {
  readonly strikes: readonly Element[];
  readonly resist: ByElement;
}

const drawTemper = (rng: Rng): Temper => {
  const [weak, strong, ...others] = rng.shuffle(elements);
  const strikes = rng.shuffle(elements).slice(0, 1 + rng.int(2));
  return {
    strikes,
    resist: byElement((one) => (one === weak ? -25 : one === strong ? 45 : others.includes(one) ? 20 : 0)),
  };
};

const capital = (element: Element): string => element[0]!.toUpperCase() + element.slice(1);
const valueOf = (effects: Effects, name: string): number => effects[name as keyof Effects] ?? 0;

/** How much an item does against a target, in a currency that only orders pieces of one kind. */
const worthAgainst = ({ resist, strikes }: Temper, best: Element, { effects }: Item): number =>
  elements.reduce(
    (sum, element) =>
      sum +
      valueOf(effects, `attack${capital(element)}`) * (100 - resist[element]) +
      (element === best ? valueOf(effects, `damage${capital(element)}`) * 30 : 0) +
      (strikes.includes(element) ? valueOf(effects, `resist${capital(element)}`) * 40 : 0),
    (effects.hp ?? 0) * 15,
  );

interface TargetQuery {
  readonly tier: number;
  readonly pieces: number;
  readonly gear: readonly Item[];
  readonly starters: readonly Item[];
  readonly baseHp: number;
}

const slotsOfKind = (kind: string): readonly string[] => (kind === 'ring' ? ['ring1', 'ring2'] : [kind]);

/** Rounds that the fight takes with the measured loadout. */
const roundsFrom = 8;
const roundsSpan = 8;

const totalOf = (worn: readonly Item[], name: string): number =>
  worn.reduce((sum, { effects }) => sum + valueOf(effects, name), 0);

const blowOf = (attack: number, strikes: readonly Element[], worn: readonly Item[]): number =>
  strikes.reduce((sum, element) => sum + attack * (100 - totalOf(worn, `resist${capital(element)}`)), 0);

/** Hit points and attack with which the loadout just wins: a weaker one does not. */
const measure = ({ resist, strikes }: Temper, worn: readonly Item[], baseHp: number, rng: Rng) => {
  const strike = elements.reduce((sum, element) => {
    const bonus = 100 + totalOf(worn, `damage${capital(element)}`) - resist[element];
    return sum + totalOf(worn, `attack${capital(element)}`) * bonus;
  }, 0);
  const rounds = roundsFrom + rng.int(roundsSpan);
  const heroHp = (baseHp + totalOf(worn, 'hp')) * 100;
  let attack = 1;
  while (heroHp > (rounds - 1) * blowOf(attack + 1, strikes, worn)) attack += 1;
  return { attack, hp: Math.floor((strike * rounds) / 100) };
};

/**
 * The monster to defeat: drawn elements, and as much strength as the best pieces of so many slots can just overcome, so
 * that a task is solvable by construction and choosing the gear is what is hard.
 */
export const createTarget = (query: TargetQuery, names: NameMaker, rng: Rng): Monster => {
  const { baseHp, gear, pieces, starters, tier } = query;
  const temper = drawTemper(rng);
  const level = levelOfTier(tier);
  const weak = elements.find((element) => temper.resist[element] < 0)!;
  const bestOf = (kind: string): Item =>
    gear
      .filter((item) => item.kind === kind && item.level === level)
      .reduce((best, item) =>
        worthAgainst(temper, weak, item) > worthAgainst(temper, weak, best) ? item : best,
      );
  const slots = [
    'weapon',
    ...rng.shuffle(['shield', 'helmet', 'body', 'legs', 'boots', 'ring1', 'ring2', 'amulet']),
  ];
  const chosen = new Map(starters.map((item) => [slotsOfKind(item.kind)[0]!, item]));
  for (const slot of slots.slice(0, pieces)) chosen.set(slot, bestOf(slot.replace(/\d$/u, '')));
  const { attack, hp } = measure(temper, [...chosen.values()], baseHp, rng);
  const name = `${names.next()} ${rng.pick(targetWords)}`;
  return {
    attack: byElement((one) => (temper.strikes.includes(one) ? attack : 0)),
    drops: [],
    goldMax: 2 * tier,
    goldMin: 2 * tier,
    hp,
    id: idOfName(name),
    level,
    name,
    resist: temper.resist,
  };
};
