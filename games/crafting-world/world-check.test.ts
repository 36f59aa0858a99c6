import { describe, expect, test } from 'vitest';
import { stepRng } from '../rng.ts';
import { fixtureWorld } from './fixture.ts';
import { craftingWorld } from './game.ts';
import { problemsIn } from './world-check.ts';
import type { Item, World } from './world.ts';

test('the world of the tests is sound', () => expect(problemsIn(fixtureWorld)).toEqual([]));

/** A text longer than this is more than a prompt should spend on one view. */
const textUnitsMax = 25_000;

test.each([1, 4, 7])('generated worlds of level %i are sound and can be told within a prompt', (level) => {
  for (const goal of ['craft', 'defeat'] as const) {
    const seed = `${level}`.padStart(32, 'c');
    const state = craftingWorld.setup({ ...craftingWorld.defaults, goal, level }, stepRng(seed, 0));
    expect(problemsIn(state.challenge.world)).toEqual([]);
    expect(craftingWorld.describe(craftingWorld.view(state, 0)).length).toBeLessThan(textUnitsMax);
  }
});

const withItem = (id: string, change: (item: Item) => Item): World => ({
  ...fixtureWorld,
  items: fixtureWorld.items.map((item) => (item.id === id ? change(item) : item)),
});

const withShop = (buys: readonly { item: string; price: number }[]): World => ({
  ...fixtureWorld,
  shops: fixtureWorld.shops.map((shop) => ({ ...shop, buys })),
});

describe('each planted flaw is found', () => {
  test.each([
    [
      'sold for more than bought',
      withShop([{ item: 'ore', price: 5 }]),
      'ore is bought for 4 and sold for 5',
    ],
    ['crafted for a gain', withShop([{ item: 'bar', price: 9 }]), 'bar is bought for 8 and sold for 9'],
    [
      'by-products for a gain',
      withShop([{ item: 'slag', price: 9 }]),
      'making bar from bought goods gains gold',
    ],
    ['a negative price', withShop([{ item: 'ore', price: -1 }]), 'market prices ore oddly'],
    [
      'made from nothing',
      withItem('bar', (item) => ({ ...item, recipe: { ...item.recipe!, ingredients: [] } })),
      'bar is made from nothing',
    ],
    ['a numeric id', withItem('slag', (item) => ({ ...item, id: '7' })), '7 is not an id'],
    [
      'a name every object has',
      withItem('slag', (item) => ({ ...item, id: 'constructor' })),
      'constructor is not an id',
    ],
    ['two of one name', withItem('slag', (item) => ({ ...item, id: 'ore' })), 'ore names two things'],
    ['a start in the void', { ...fixtureWorld, start: { x: 5, y: 5 } }, 'there is no tile at the start'],
    [
      'ground for nothing',
      { ...fixtureWorld, terrains: [{ id: 'grass', name: 'Grass', steps: 0 }] },
      'grass costs no whole steps',
    ],
    ['an unknown workshop', { ...fixtureWorld, skills: ['forge', 'mining'] }, '(3, 0) has unknown kitchen'],
  ] as const)('%s', (_flaw, world, problem) => expect(problemsIn(world)).toContain(problem));
});
