import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fightOf } from './combat.ts';
import { fixtureHero, fixtureWorld } from './fixture.ts';
import type { Hero } from './hero.ts';
import { ruleSets } from './rule-sets.ts';
import type { Effects, Monster } from './world.ts';

const none = { air: 0, earth: 0, fire: 0, water: 0 };
const dummy: Monster = {
  attack: none,
  drops: [],
  goldMax: 0,
  goldMin: 0,
  hp: 100,
  id: 'dummy',
  level: 1,
  name: 'Dummy',
  resist: none,
};

const heroWith = (base: Effects, members: Partial<Hero> = {}): Hero => ({
  ...fixtureHero,
  base,
  hp: base.hp ?? 1,
  ...members,
});

const { expedition, herobench } = ruleSets;

describe('the additive formula', () => {
  test('bonus and resistance both count on the base attack', () => {
    const hero = heroWith({ attackFire: 40, damageFire: 50, hp: 100 });
    const monster = { ...dummy, resist: { ...none, fire: 25 } };
    // 40 x (100 + 50 - 25) / 100 = 50 a round.
    expect(fightOf(fixtureWorld, expedition, hero, monster)).toMatchObject({ isWon: true, rounds: 2 });
    expect(fightOf(fixtureWorld, expedition, hero, { ...monster, hp: 101 })).toMatchObject({ rounds: 3 });
  });

  test('hundredths of a point count, and never below nothing', () => {
    const hero = heroWith({ attackAir: 1, damageAir: 1, hp: 10 });
    // 1.01 a round: 99 rounds do 99.99, 100 rounds 101.
    expect(fightOf(fixtureWorld, expedition, hero, { ...dummy, hp: 100 })).toMatchObject({ rounds: 100 });
    const immune = { ...dummy, resist: { ...none, air: 200 } };
    expect(fightOf(fixtureWorld, expedition, hero, immune)).toMatchObject({ isWon: false, rounds: 100 });
  });

  test('the hero strikes first, and a round is enough', () => {
    const deadly = { ...dummy, attack: { ...none, earth: 1000 } };
    const hero = heroWith({ attackAir: 100, hp: 1 });
    expect(fightOf(fixtureWorld, expedition, hero, deadly)).toEqual({
      hp: 1,
      isWon: true,
      rounds: 1,
      spent: {},
    });
    expect(fightOf(fixtureWorld, expedition, hero, { ...deadly, hp: 101 })).toMatchObject({
      hp: 0,
      isWon: false,
    });
  });

  test('HeroBench ends a fight after 49 rounds', () => {
    const hero = heroWith({ attackAir: 2, hp: 1 });
    expect(fightOf(fixtureWorld, herobench, hero, { ...dummy, hp: 98 })).toMatchObject({
      isWon: true,
      rounds: 49,
    });
    expect(fightOf(fixtureWorld, herobench, hero, { ...dummy, hp: 99 })).toMatchObject({
      isWon: false,
      rounds: 49,
    });
  });

  test('HeroBench decides by the residues of doubles, we by exact sums', () => {
    // 1.1 a round does 11 in ten rounds; ten doubles of 1.1 leave a residue of 2e-15, which costs an eleventh.
    const hero = heroWith({ attackFire: 1, damageFire: 10, hp: 5 });
    expect(fightOf(fixtureWorld, expedition, hero, { ...dummy, hp: 11 }).rounds).toBe(10);
    expect(fightOf(fixtureWorld, herobench, hero, { ...dummy, hp: 11 }).rounds).toBe(11);
  });

  test('whole numbers of hit points, and no more than before, come out of any fight', () => {
    const stat = fc.integer({ min: 0, max: 200 });
    const record = fc.record({
      attackAir: stat,
      attackFire: stat,
      damageFire: stat,
      hp: fc.integer({ min: 1, max: 900 }),
    });
    fc.assert(
      fc.property(record, stat, fc.integer({ min: -50, max: 150 }), (base, attack, resist) => {
        const monster = { ...dummy, attack: { ...none, water: attack }, resist: { ...none, fire: resist } };
        const fight = fightOf(fixtureWorld, expedition, heroWith(base), monster);
        expect(Number.isInteger(fight.hp)).toBe(true);
        expect(fight.hp).toBeLessThanOrEqual(base.hp);
        expect(fight.hp > 0 || !fight.isWon).toBe(true);
        expect(fight.rounds).toBeLessThanOrEqual(expedition.roundsMax);
      }),
    );
  });
});

describe('consumables', () => {
  const pouch = (item: string, quantity: number): Partial<Hero> => ({
    equipment: { pouch: { item, quantity } },
  });
  const biting = { ...dummy, attack: { ...none, water: 30 } };

  test('a ration is used in each round that begins with less than half', () => {
    const hero = heroWith({ attackAir: 20, hp: 100 }, pouch('stew', 5));
    const fight = fightOf(fixtureWorld, expedition, hero, biting);
    // 100, 70, 40 + 15, 25 + 15, 10 + 15: the fifth blow kills first.
    expect(fight).toEqual({
      hp: 25,
      isWon: true,
      rounds: 5,
      spent: { pouch: { item: 'stew', quantity: 3 } },
    });
  });

  test('a boost is used up before the fight, one unit', () => {
    const hero = heroWith({ attackAir: 50, hp: 30 }, pouch('tonic', 2));
    expect(fightOf(fixtureWorld, expedition, hero, biting)).toEqual({
      hp: 20,
      isWon: true,
      rounds: 2,
      spent: { pouch: { item: 'tonic', quantity: 1 } },
    });
  });
});
