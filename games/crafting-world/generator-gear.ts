import type { Rng } from '../rng.ts';
import {
  type Materials,
  type TierMaterials,
  levelOfTier,
  recipeOf,
  skills,
  stack,
} from './generator-materials.ts';
import { type NameMaker, idOfName } from './names.ts';
import { type Effects, type Element, type Item, type Slot, type Stack, elements } from './world.ts';

/** The slots of every generated world. */
export const gearSlots: readonly Slot[] = [
  { id: 'weapon', kind: 'weapon', stackMax: 1 },
  { id: 'shield', kind: 'shield', stackMax: 1 },
  { id: 'helmet', kind: 'helmet', stackMax: 1 },
  { id: 'body', kind: 'body', stackMax: 1 },
  { id: 'legs', kind: 'legs', stackMax: 1 },
  { id: 'boots', kind: 'boots', stackMax: 1 },
  { id: 'ring1', kind: 'ring', stackMax: 1 },
  { id: 'ring2', kind: 'ring', stackMax: 1 },
  { id: 'amulet', kind: 'amulet', stackMax: 1 },
  { id: 'tool', kind: 'tool', stackMax: 1 },
];

/** The kinds of gear that are crafted, and what a kind is good for. */
const gearKinds = {
  weapon: { skill: skills.weapons, base: 'metal' },
  shield: { skill: skills.armour, base: 'plank' },
  helmet: { skill: skills.armour, base: 'metal' },
  body: { skill: skills.armour, base: 'metal' },
  legs: { skill: skills.armour, base: 'cloth' },
  boots: { skill: skills.armour, base: 'hide' },
  ring: { skill: skills.jewels, base: 'bar' },
  amulet: { skill: skills.jewels, base: 'cloth' },
} as const satisfies Record<string, { skill: string; base: keyof TierMaterials }>;
type GearKind = keyof typeof gearKinds;
const gearKindList = Object.keys(gearKinds) as readonly GearKind[];

const weaponWords = ['blade', 'staff', 'spear', 'bow'];
const wordOf = (kind: GearKind, variant: number): string =>
  kind === 'weapon' ? weaponWords[variant]! : kind;

const title = (element: Element): 'Air' | 'Earth' | 'Fire' | 'Water' =>
  (element[0]!.toUpperCase() + element.slice(1)) as 'Air' | 'Earth' | 'Fire' | 'Water';

/** Effects in sorted order, without those of nothing. */
const sortedEffects = (entries: readonly (readonly [string, number])[]): Effects => {
  const sums = new Map<string, number>();
  for (const [name, value] of entries) sums.set(name, (sums.get(name) ?? 0) + value);
  return Object.fromEntries(
    [...sums].filter(([, value]) => value !== 0).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
};

/**
 * What gear of a tier does. A variant is for one element: it strikes with it, strengthens it or withstands it, and is
 * weak where another variant is strong, so that no piece is best against every monster.
 */
const effectsOf = (kind: GearKind, tier: number, own: Element, next: Element, rng: Rng): Effects => {
  const grade = tier + 1;
  switch (kind) {
    case 'weapon':
      return sortedEffects([
        [`attack${title(own)}`, 6 + 7 * grade + rng.int(3)],
        [`attack${title(next)}`, 2 * grade],
      ]);
    case 'shield':
      return sortedEffects([
        [`resist${title(own)}`, 5 + 2 * grade + rng.int(2)],
        [`resist${title(next)}`, grade],
      ]);
    case 'helmet':
      return sortedEffects([
        ['hp', 6 * grade + rng.int(4)],
        [`damage${title(own)}`, 3 + 2 * grade],
      ]);
    case 'body':
      return sortedEffects([
        ['hp', 12 * grade],
        [`resist${title(own)}`, 4 + 2 * grade + rng.int(3)],
      ]);
    case 'legs':
      return sortedEffects([
        [`damage${title(own)}`, 2 + 2 * grade],
        [`resist${title(next)}`, 3 + grade + rng.int(3)],
      ]);
    case 'boots':
      return sortedEffects([
        [`resist${title(own)}`, 2 + grade],
        ['hp', 5 * grade + rng.int(4)],
      ]);
    case 'ring':
      return sortedEffects([[`damage${title(own)}`, 2 + 2 * grade + rng.int(2)]]);
    case 'amulet':
      return sortedEffects([
        [`damage${title(own)}`, 2 + grade],
        [`resist${title(next)}`, 2 + grade],
        ['hp', 3 * grade],
      ]);
  }
};

/** Ingredients beside the base: what beasts drop, gems for jewels, and a piece of the tier below in the best recipes. */
const extrasOf = (kind: GearKind, own: TierMaterials, rng: Rng): readonly Stack[] => {
  if (kind === 'ring' || kind === 'amulet') return [stack(own.gem, 1)];
  const extras = rng.shuffle([own.hide, own.fang, own.cloth, own.plank]);
  return extras.slice(0, 1 + rng.int(2)).map((item) => stack(item, 1 + rng.int(2)));
};

const merged = (stacks: readonly Stack[]): readonly Stack[] => {
  const sums = new Map<string, number>();
  for (const { item, quantity } of stacks) sums.set(item, (sums.get(item) ?? 0) + quantity);
  return [...sums].map(([item, quantity]) => stack(item, quantity));
};

/** Units of the base in a piece of each kind. */
const baseUnits: Readonly<Record<GearKind, number>> = {
  amulet: 2,
  body: 3,
  boots: 2,
  helmet: 2,
  legs: 3,
  ring: 2,
  shield: 3,
  weapon: 3,
};

const gearItem = (
  kind: GearKind,
  variant: number,
  tier: number,
  tiers: Materials['tiers'],
  names: NameMaker,
  rng: Rng,
): Item => {
  const own = tiers[tier - 1]!;
  const { base, skill } = gearKinds[kind];
  const level = levelOfTier(tier);
  const name = `${names.next()} ${wordOf(kind, variant)}`;
  const element = elements[variant]!;
  const next = elements[(variant + 1 + rng.int(elements.length - 1)) % elements.length]!;
  const ingredients = merged([stack(own[base], baseUnits[kind]), ...extrasOf(kind, own, rng)]);
  return {
    effects: effectsOf(kind, tier, element, next, rng),
    id: idOfName(name),
    kind,
    level,
    name,
    recipe: recipeOf(skill, level, ingredients),
  };
};

/** Every kind of gear for every element in every tier. */
export const createGear = ({ tiers }: Materials, names: NameMaker, rng: Rng): readonly Item[] =>
  tiers.flatMap((_, at) =>
    gearKindList.flatMap((kind) =>
      elements.map((_, variant) => gearItem(kind, variant, at + 1, tiers, names, rng)),
    ),
  );

/** The gear that a hero of a tier starts with: a little of every element, found nowhere and made by nobody. */
export const createStarterGear = (tier: number, names: NameMaker): readonly Item[] => {
  const name = names.next();
  const grade = tier;
  const all = (prefix: string, value: number) =>
    elements.map((element) => [`${prefix}${title(element)}`, value] as const);
  const starters: readonly (readonly [GearKind, Effects])[] = [
    ['weapon', sortedEffects(all('attack', 2 + 2 * grade))],
    ['shield', sortedEffects(all('resist', 1 + grade))],
    ['helmet', sortedEffects([['hp', 4 * grade]])],
    ['body', sortedEffects([['hp', 8 * grade], ...all('resist', grade)])],
  ];
  return starters.map(([kind, effects]) => ({
    effects,
    id: idOfName(`${name} ${kind}`),
    kind,
    level: 1,
    name: `${name} ${kind}`,
    recipe: null,
  }));
};
