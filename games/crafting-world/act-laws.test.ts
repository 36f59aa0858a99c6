import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../canonical.ts';
import type { Json } from '../game.ts';
import { stepRng } from '../rng.ts';
import { act } from './act.ts';
import { type Action, quantityMax } from './actions.ts';
import type { Event } from './events.ts';
import { fixturePlaces, fixtureWorld, situationOf } from './fixture.ts';
import type { Goods, Hero, Situation } from './hero.ts';
import { type RuleSetId, ruleSets } from './rule-sets.ts';
import { hpFull, roomOf } from './stats.ts';
import { stepsBetween } from './travel.ts';
import { effectNames } from './world.ts';

const rng = stepRng('0123456789abcdef0123456789abcdef', 1);
const { forge, market, bank, vein, imp } = fixturePlaces;

/** Any action at all, sensible or not. */
const arbitraryAction: fc.Arbitrary<Action> = (() => {
  const item = fc.constantFrom(...fixtureWorld.items.map(({ id }) => id), 'nothing', '__proto__');
  const slot = fc.constantFrom(...fixtureWorld.slots.map(({ id }) => id), 'toString');
  const quantity = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom(10, quantityMax));
  const place = fc.constantFrom(...fixtureWorld.tiles);
  return fc.oneof(
    { arbitrary: place.map(({ x, y }): Action => ({ do: 'move', x, y })), weight: 4 },
    { arbitrary: fc.constant<Action>({ do: 'gather' }), weight: 4 },
    { arbitrary: fc.constant<Action>({ do: 'fight' }), weight: 3 },
    { arbitrary: fc.constant<Action>({ do: 'rest' }), weight: 1 },
    ...(['craft', 'use', 'recycle', 'deposit', 'withdraw', 'buy', 'sell'] as const).map((verb) => ({
      arbitrary: fc.record({ do: fc.constant(verb), item, quantity }) as fc.Arbitrary<Action>,
      weight: 3,
    })),
    { arbitrary: fc.record({ do: fc.constant('equip' as const), item, quantity, slot }), weight: 3 },
    { arbitrary: fc.record({ do: fc.constant('unequip' as const), quantity, slot }), weight: 2 },
  );
})();

const owned = ({ bank, equipment, inventory }: Hero): Map<string, number> => {
  const units = new Map<string, number>();
  const add = (item: string, quantity: number) => units.set(item, (units.get(item) ?? 0) + quantity);
  for (const goods of [bank, inventory] as readonly Goods[])
    for (const [item, quantity] of Object.entries(goods)) add(item, quantity);
  for (const { item, quantity } of Object.values(equipment)) add(item, quantity);
  return units;
};

/** What the events say that the hero came to own, by item and in gold. */
const booked = (events: readonly Event[]) => {
  const units = new Map<string, number>();
  let gold = 0;
  const add = (item: string, quantity: number) => units.set(item, (units.get(item) ?? 0) + quantity);
  for (const event of events) {
    if ('gained' in event) for (const { item, quantity } of event.gained) add(item, quantity);
    if ('spent' in event) for (const { item, quantity } of event.spent) add(item, -quantity);
    if (event.kind === 'used' || event.kind === 'recycled' || event.kind === 'sold')
      add(event.item, -event.quantity);
    if (event.kind === 'bought') add(event.item, event.quantity);
    if (event.kind === 'fought' || event.kind === 'sold') gold += event.gold;
    if (event.kind === 'bought') gold -= event.gold;
  }
  return { gold, units };
};

const experienceOf = (hero: Hero): number =>
  [hero.mastery, ...Object.values(hero.skills)].reduce(
    (sum, { level, xp }) => sum + level * 1_000_000 + xp,
    0,
  );

const assertSound = (situation: Situation): void => {
  const { hero, land } = situation;
  expect(JSON.stringify(situation)).toBe(canonical(situation as unknown as Json));
  for (const quantity of [...owned(hero).values(), ...Object.values(land.taken)])
    expect(quantity).toBeGreaterThan(0);
  for (const number of [hero.gold, hero.hp, hero.steps]) expect(Number.isSafeInteger(number)).toBe(true);
  expect(hero.gold).toBeGreaterThanOrEqual(0);
  expect(hero.hp).toBeGreaterThanOrEqual(1);
  expect(hero.hp).toBeLessThanOrEqual(hpFull(fixtureWorld, hero));
};

const start = situationOf({ gold: 60, inventory: { bar: 3, gem: 1, hide: 2, ring: 1, stew: 1, sword: 1 } });

const itemsOf = (...ids: readonly string[]) => fc.constantFrom(...ids);
const few = fc.integer({ min: 1, max: 4 });

/** A journey to a site and work that may succeed there, so that every kind of action also works in many walks. */
const arbitraryErrand: fc.Arbitrary<readonly Action[]> = (() => {
  const at = (place: { readonly x: number; readonly y: number }, work: fc.Arbitrary<Action>) =>
    fc
      .array(work, { minLength: 1, maxLength: 4 })
      .map((actions): readonly Action[] => [{ do: 'move', ...place }, ...actions]);
  const trade = (
    verbs: readonly ('buy' | 'craft' | 'deposit' | 'recycle' | 'sell' | 'withdraw')[],
    ...ids: readonly string[]
  ) =>
    fc.record({
      do: fc.constantFrom(...verbs),
      item: itemsOf(...ids),
      quantity: few,
    }) as fc.Arbitrary<Action>;
  const wear: fc.Arbitrary<Action> = fc.oneof(
    fc.constantFrom<Action>(
      { do: 'equip', item: 'sword', quantity: 1, slot: 'weapon' },
      { do: 'equip', item: 'stew', quantity: 1, slot: 'pouch' },
      { do: 'equip', item: 'tonic', quantity: 1, slot: 'pouch' },
      { do: 'use', item: 'stew', quantity: 1 },
    ),
    fc.record({
      do: fc.constant('unequip' as const),
      quantity: fc.constant(1),
      slot: itemsOf('weapon', 'pouch'),
    }),
  );
  return fc.oneof(
    at(vein, fc.constant({ do: 'gather' })),
    at(imp, fc.constantFrom<Action>({ do: 'fight' }, { do: 'rest' })),
    at(forge, trade(['craft', 'recycle'], 'bar', 'sword', 'mail', 'ring')),
    at({ x: 3, y: 0 }, trade(['craft'], 'stew')),
    at(market, trade(['buy', 'sell'], 'ore', 'bar', 'gem', 'sword', 'tonic', 'bag')),
    at(bank, trade(['deposit', 'withdraw'], 'ore', 'bar', 'sword', 'stew')),
    at(imp, wear),
    // Food does something only to who was hurt, and a bank gives back only what it was given: by chance alone both are rare.
    fc.constantFrom<readonly Action[]>(
      [{ do: 'move', ...imp }, { do: 'fight' }, { do: 'use', item: 'stew', quantity: 1 }],
      [
        { do: 'move', ...bank },
        { do: 'deposit', item: 'bar', quantity: 1 },
        { do: 'withdraw', item: 'bar', quantity: 1 },
      ],
    ),
    arbitraryAction.map((action) => [action]),
  );
})();

const arbitraryActions = fc
  .array(arbitraryErrand, { minLength: 1, maxLength: 25 })
  .map((errands) => errands.flat());

const arbitraryWalk = fc.record({
  actions: arbitraryActions,
  rules: fc.constantFrom<RuleSetId>('expedition', 'rivals', 'herobench'),
});

describe('nothing comes from nothing', () => {
  test('items, gold and experience balance after every action, and a refusal changes nothing', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(arbitraryWalk, ({ actions, rules }) => {
        let situation = start;
        for (const action of actions) {
          const before = JSON.stringify(situation);
          const acted = act(fixtureWorld, ruleSets[rules], situation, action, rng);
          expect(JSON.stringify(situation)).toBe(before);
          if ('code' in acted) continue;
          for (const { kind } of acted.events) seen.add(kind);
          const { gold, units } = booked(acted.events);
          const had = owned(situation.hero);
          const has = owned(acted.situation.hero);
          for (const item of new Set([...had.keys(), ...has.keys(), ...units.keys()]))
            expect([item, has.get(item) ?? 0]).toEqual([item, (had.get(item) ?? 0) + (units.get(item) ?? 0)]);
          expect(acted.situation.hero.gold).toBe(situation.hero.gold + gold);
          const taught = acted.events.some(({ kind }) => ['crafted', 'fought', 'gathered'].includes(kind));
          const learnt = experienceOf(acted.situation.hero) - experienceOf(situation.hero);
          expect(taught ? learnt >= 0 : learnt === 0).toBe(true);
          expect(acted.situation.hero.steps).toBeGreaterThan(situation.hero.steps);
          const room = ruleSets[rules].hasCapacity ? roomOf(fixtureWorld, acted.situation.hero) : 0;
          expect(room).toBeGreaterThanOrEqual(0);
          situation = acted.situation;
          assertSound(situation);
        }
      }),
      { numRuns: 300 },
    );
    // A walk in which something never works proves nothing about it.
    expect([...seen].toSorted()).toEqual([
      'bought',
      'crafted',
      'deposited',
      'equipped',
      'fought',
      'gathered',
      'levelled',
      'moved',
      'recycled',
      'rested',
      'sold',
      'unequipped',
      'used',
      'withdrawn',
    ]);
  });

  /** A price for each item at which no craft, no recycling and no trade of the fixture world can gain. */
  const worth: Readonly<Record<string, number>> = {
    bag: 20,
    bar: 8,
    gem: 8,
    hide: 2,
    mail: 32,
    ore: 4,
    pick: 10,
    ring: 16,
    stew: 1,
    sword: 18,
    tonic: 6,
  };

  test('without gathering and fighting no sequence of actions makes a hero richer', () => {
    const wealthOf = ({ hero }: Situation): number =>
      [...owned(hero)].reduce((sum, [item, quantity]) => sum + quantity * (worth[item] ?? 0), hero.gold);
    fc.assert(
      fc.property(arbitraryActions, (actions) => {
        let situation = start;
        for (const action of actions) {
          if (action.do === 'gather' || action.do === 'fight') continue;
          const acted = act(fixtureWorld, ruleSets.expedition, situation, action, rng);
          if ('code' in acted) continue;
          expect(wealthOf(acted.situation)).toBeLessThanOrEqual(wealthOf(situation));
          situation = acted.situation;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('no sequence of actions is a way for fewer steps than walking, falls and all', () => {
    fc.assert(
      fc.property(arbitraryWalk, fc.integer({ max: 100, min: 1 }), ({ actions, rules }, hp) => {
        if (ruleSets[rules].travel === 'teleport') return;
        let situation = situationOf({ ...imp, hp });
        for (const action of actions) {
          const { hero } = situation;
          const acted = act(fixtureWorld, ruleSets[rules], situation, action, rng);
          if ('code' in acted) continue;
          const { hero: after } = acted.situation;
          const way = stepsBetween(fixtureWorld, hero, after)!;
          expect(after.steps - hero.steps).toBeGreaterThanOrEqual(way);
          // Nothing but rest and what is eaten or drunk makes a hero well.
          const spends = acted.events.some((event) => 'spent' in event && event.spent.length > 0);
          expect(after.hp <= hero.hp || spends || ['rest', 'use'].includes(action.do)).toBe(true);
          situation = acted.situation;
        }
      }),
      { numRuns: 200 },
    );
  });

  test('equal tries have equal luck, whatever is done between them and at whichever step', () => {
    const gathers = (between: readonly Action[], step: number): readonly unknown[] => {
      let situation = situationOf(vein);
      const found: unknown[] = [];
      for (let n = 0; n < 12; n++) {
        for (const action of between) {
          const acted = act(fixtureWorld, ruleSets.expedition, situation, action, rng);
          if (!('code' in acted)) situation = acted.situation;
        }
        const luck = stepRng('0123456789abcdef0123456789abcdef', step + n);
        const acted = act(fixtureWorld, ruleSets.expedition, situation, { do: 'gather' }, luck);
        if ('code' in acted) throw new Error(acted.message);
        ({ situation } = acted);
        found.push(acted.events[0]);
      }
      return found;
    };
    const there: Action[] = [{ do: 'move', ...imp }, { do: 'fight' }, { do: 'move', ...vein }];
    expect(gathers(there, 50)).toEqual(gathers([], 1));
  });

  test('stats never exceed what is worn, however gear is put on and off', () => {
    const wear = arbitraryAction.filter((action) => action.do === 'equip' || action.do === 'unequip');
    fc.assert(
      fc.property(fc.array(wear, { maxLength: 60 }), (actions) => {
        let situation = start;
        for (const action of actions) {
          const acted = act(fixtureWorld, ruleSets.expedition, situation, action, rng);
          if (!('code' in acted)) situation = acted.situation;
        }
        expect(owned(situation.hero)).toEqual(owned(start.hero));
        for (const name of effectNames) expect(situation.hero.base[name]).toBe(start.hero.base[name]);
      }),
    );
  });
});
