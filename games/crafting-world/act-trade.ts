import type { ActionOf } from './actions.ts';
import { type Acted, type Refusal, refuse } from './events.ts';
import { unitsOf, withUnits } from './goods.ts';
import type { Hero, Situation } from './hero.ts';
import { costOf, paymentOf, withDemand } from './prices.ts';
import type { Rules } from './rule-sets.ts';
import { roomOf } from './stats.ts';
import { indexOf, siteAt } from './world-index.ts';
import type { Offer, Shop, World } from './world.ts';

const refuseUnknown = (world: World, item: string): Refusal | undefined =>
  indexOf(world).items.has(item)
    ? undefined
    : refuse('unknown-item', `There is no item "${item}". Write its id as the world lists it.`);

const refuseNoBank = (world: World, hero: Hero): Refusal | undefined =>
  siteAt(world, hero)?.kind === 'bank'
    ? undefined
    : refuse('not-here', `There is no bank at (${hero.x}, ${hero.y}). Move to one first.`);

const refuseNoSpace = (world: World, rules: Rules, hero: Hero, units: number): Refusal | undefined => {
  if (!rules.hasCapacity) return undefined;
  const room = Math.max(0, roomOf(world, hero));
  return room < units ? refuse('no-space', `You have room for ${room} units, not for ${units}.`) : undefined;
};

const refuseMissing = (units: number, item: string, quantity: number, where: string): Refusal | undefined =>
  units < quantity ? refuse('missing-items', `${where} ${units} ${item}, not ${quantity}.`) : undefined;

export const deposit = (world: World, { hero, land }: Situation, action: ActionOf<'deposit'>): Acted => {
  const { item, quantity } = action;
  const refusal =
    refuseNoBank(world, hero) ??
    refuseUnknown(world, item) ??
    refuseMissing(unitsOf(hero.inventory, item), item, quantity, 'You carry');
  if (refusal !== undefined) return refusal;
  return {
    events: [{ item, kind: 'deposited', quantity }],
    situation: {
      hero: {
        ...hero,
        bank: withUnits(hero.bank, item, quantity),
        inventory: withUnits(hero.inventory, item, -quantity),
        steps: hero.steps + 1,
      },
      land,
    },
  };
};

export const withdraw = (
  world: World,
  rules: Rules,
  { hero, land }: Situation,
  { item, quantity }: ActionOf<'withdraw'>,
): Acted => {
  const refusal =
    refuseNoBank(world, hero) ??
    refuseUnknown(world, item) ??
    refuseMissing(unitsOf(hero.bank, item), item, quantity, 'In the bank you have') ??
    refuseNoSpace(world, rules, hero, quantity);
  if (refusal !== undefined) return refusal;
  return {
    events: [{ item, kind: 'withdrawn', quantity }],
    situation: {
      hero: {
        ...hero,
        bank: withUnits(hero.bank, item, -quantity),
        inventory: withUnits(hero.inventory, item, quantity),
        steps: hero.steps + 1,
      },
      land,
    },
  };
};

const shopAt = (world: World, hero: Hero): Shop | Refusal => {
  const site = siteAt(world, hero);
  const shop = site?.kind === 'shop' ? indexOf(world).shops.get(site.id) : undefined;
  return shop ?? refuse('not-here', `There is no shop at (${hero.x}, ${hero.y}). Move to one first.`);
};

const offerOf = (offers: readonly Offer[], item: string): Offer | undefined =>
  offers.find((offer) => offer.item === item);

export const buy = (
  world: World,
  rules: Rules,
  { hero, land }: Situation,
  { item, quantity }: ActionOf<'buy'>,
): Acted => {
  const shop = shopAt(world, hero);
  if ('code' in shop) return shop;
  const unknown = refuseUnknown(world, item);
  if (unknown !== undefined) return unknown;
  const offer = rules.prices === 'free' ? { item, price: 0 } : offerOf(shop.sells, item);
  if (offer === undefined)
    return refuse('not-traded', `${shop.name} does not sell ${item}. See what it sells.`);
  const gold = costOf(rules, land, item, offer.price, quantity);
  if (gold > hero.gold)
    return refuse('cannot-afford', `${quantity} ${item} cost ${gold} gold; you have ${hero.gold}.`);
  const refusal = refuseNoSpace(world, rules, hero, quantity);
  if (refusal !== undefined) return refusal;
  return {
    events: [{ gold, item, kind: 'bought', quantity }],
    situation: {
      hero: {
        ...hero,
        gold: hero.gold - gold,
        inventory: withUnits(hero.inventory, item, quantity),
        steps: hero.steps + 1,
      },
      land: withDemand(rules, land, item, quantity),
    },
  };
};

export const sell = (
  world: World,
  rules: Rules,
  { hero, land }: Situation,
  { item, quantity }: ActionOf<'sell'>,
): Acted => {
  const shop = shopAt(world, hero);
  if ('code' in shop) return shop;
  const unknown = refuseUnknown(world, item);
  if (unknown !== undefined) return unknown;
  const offer = offerOf(shop.buys, item);
  if (offer === undefined)
    return refuse('not-traded', `${shop.name} does not buy ${item}. See what it buys.`);
  const refusal = refuseMissing(unitsOf(hero.inventory, item), item, quantity, 'You carry');
  if (refusal !== undefined) return refusal;
  const gold = paymentOf(rules, land, item, offer.price, quantity);
  return {
    events: [{ gold, item, kind: 'sold', quantity }],
    situation: {
      hero: {
        ...hero,
        gold: hero.gold + gold,
        inventory: withUnits(hero.inventory, item, -quantity),
        steps: hero.steps + 1,
      },
      land: withDemand(rules, land, item, -quantity),
    },
  };
};
