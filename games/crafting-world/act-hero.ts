import type { ActionOf } from './actions.ts';
import { type Acted, type Refusal, refuse } from './events.ts';
import { unitsOf, withUnits } from './goods.ts';
import type { Hero, Situation } from './hero.ts';
import type { Rules } from './rule-sets.ts';
import { hpFull, roomOf } from './stats.ts';
import { indexOf } from './world-index.ts';
import type { Item, Slot, Stack, World } from './world.ts';

/** Resting from nothing to full hit points takes this many steps, less in proportion. */
const restStepsMax = 10;

const unknownItem = (item: string): Refusal =>
  refuse('unknown-item', `There is no item "${item}". Write its id as the world lists it.`);

const unknownSlot = (world: World, slot: string): Refusal =>
  refuse(
    'unknown-slot',
    `There is no slot "${slot}". The slots are ${world.slots.map(({ id }) => id).join(', ')}.`,
  );

const withWorn = (hero: Hero, slot: string, worn: Stack | undefined): Hero['equipment'] => {
  const entries = Object.entries(hero.equipment).filter(([other]) => other !== slot);
  if (worn !== undefined) entries.push([slot, worn]);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries);
};

const refuseEquip = (
  rules: Rules,
  hero: Hero,
  item: Item,
  slot: Slot,
  quantity: number,
): Refusal | undefined => {
  const worn = hero.equipment[slot.id];
  if (worn !== undefined && (slot.stackMax === 1 || worn.item !== item.id || !rules.hasTopUps))
    return refuse('slot-taken', `The slot ${slot.id} holds ${worn.item}. Unequip it first.`);
  if (hero.mastery.level < item.level)
    return refuse('level-too-low', `${item.id} needs level ${item.level}; yours is ${hero.mastery.level}.`);
  if (item.kind !== slot.kind)
    return refuse('bad-slot', `${item.id} is of kind ${item.kind}; the slot ${slot.id} takes ${slot.kind}.`);
  if (quantity + (worn?.quantity ?? 0) > slot.stackMax)
    return refuse('bad-slot', `The slot ${slot.id} holds at most ${slot.stackMax}. Equip fewer.`);
  const units = unitsOf(hero.inventory, item.id);
  if (units < quantity)
    return refuse('missing-items', `You carry ${units} ${item.id}, not ${quantity}. Make or fetch it first.`);
  return undefined;
};

/** Room and hit points after a change of equipment; refused where the hero would carry more than it then can. */
const changed = (world: World, rules: Rules, hero: Hero): Hero | Refusal => {
  if (rules.hasCapacity && roomOf(world, hero) < 0)
    return refuse('no-space', `You would carry ${-roomOf(world, hero)} units too many. Deposit some first.`);
  const full = hpFull(world, hero);
  return { ...hero, hp: rules.health === 'reset' ? full : Math.min(hero.hp, full) };
};

export const equip = (
  world: World,
  rules: Rules,
  { hero, land }: Situation,
  action: ActionOf<'equip'>,
): Acted => {
  const { items, slots } = indexOf(world);
  const item = items.get(action.item);
  if (item === undefined) return unknownItem(action.item);
  const slot = slots.get(action.slot);
  if (slot === undefined) return unknownSlot(world, action.slot);
  const refusal = refuseEquip(rules, hero, item, slot, action.quantity);
  if (refusal !== undefined) return refusal;
  const quantity = action.quantity + (hero.equipment[slot.id]?.quantity ?? 0);
  const after = changed(world, rules, {
    ...hero,
    equipment: withWorn(hero, slot.id, { item: item.id, quantity }),
    inventory: withUnits(hero.inventory, item.id, -action.quantity),
    steps: hero.steps + 1,
  });
  if ('code' in after) return after;
  return {
    events: [{ item: item.id, kind: 'equipped', quantity: action.quantity, slot: slot.id }],
    situation: { hero: after, land },
  };
};

export const unequip = (
  world: World,
  rules: Rules,
  { hero, land }: Situation,
  { quantity, slot }: ActionOf<'unequip'>,
): Acted => {
  if (!indexOf(world).slots.has(slot)) return unknownSlot(world, slot);
  const worn = hero.equipment[slot];
  if (worn === undefined)
    return refuse('slot-empty', `The slot ${slot} is empty: there is nothing to take off.`);
  if (worn.quantity < quantity)
    return refuse('missing-items', `The slot ${slot} holds ${worn.quantity} ${worn.item}, not ${quantity}.`);
  const left = worn.quantity - quantity;
  const after = changed(world, rules, {
    ...hero,
    equipment: withWorn(hero, slot, left > 0 ? { item: worn.item, quantity: left } : undefined),
    inventory: withUnits(hero.inventory, worn.item, quantity),
    steps: hero.steps + 1,
  });
  if ('code' in after) return after;
  return {
    events: [{ item: worn.item, kind: 'unequipped', quantity, slot }],
    situation: { hero: after, land },
  };
};

/** Eats or drinks what restores hit points, never above the full. */
export const use = (
  world: World,
  { hero, land }: Situation,
  { item: id, quantity }: ActionOf<'use'>,
): Acted => {
  const item = indexOf(world).items.get(id);
  if (item === undefined) return unknownItem(id);
  const restore = item.effects.restore ?? 0;
  if (restore <= 0)
    return refuse(
      'no-effect',
      `${id} restores nothing. Use items with the effect restore; equip other things.`,
    );
  const units = unitsOf(hero.inventory, id);
  if (units < quantity) return refuse('missing-items', `You carry ${units} ${id}, not ${quantity}.`);
  const full = hpFull(world, hero);
  if (hero.hp >= full) return refuse('no-effect', `You have all your ${full} hit points already.`);
  const hp = Math.min(full, hero.hp + restore * quantity);
  return {
    events: [{ hp, item: id, kind: 'used', quantity }],
    situation: {
      hero: { ...hero, hp, inventory: withUnits(hero.inventory, id, -quantity), steps: hero.steps + 1 },
      land,
    },
  };
};

export const rest = (world: World, { hero, land }: Situation): Acted => {
  const full = hpFull(world, hero);
  if (hero.hp >= full) return refuse('no-effect', `You have all your ${hero.hp} hit points already.`);
  const steps = Math.ceil((restStepsMax * (full - hero.hp)) / full);
  return {
    events: [{ hp: full, kind: 'rested', steps }],
    situation: { hero: { ...hero, hp: full, steps: hero.steps + steps }, land },
  };
};
