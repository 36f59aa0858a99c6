import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixtureWorld } from './fixture.ts';
import { stepsBetween } from './travel.ts';
import type { World } from './world.ts';

/** Bellman–Ford over the same map: slow, and so plain that it can be trusted. */
const slowSteps = (
  world: World,
  from: { x: number; y: number },
  to: { x: number; y: number },
): number | undefined => {
  const cost = new Map(world.terrains.map(({ id, steps }) => [id, steps]));
  const best = new Map([[`${from.x},${from.y}`, 0]]);
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const { terrain, x, y } of world.tiles)
      for (const [dx, dy] of [
        [0, 1],
        [0, -1],
        [1, 0],
        [-1, 0],
      ] as const) {
        const before = best.get(`${x + dx},${y + dy}`);
        const through = before === undefined ? Infinity : before + cost.get(terrain)!;
        if (through < (best.get(`${x},${y}`) ?? Infinity)) {
          best.set(`${x},${y}`, through);
          isChanged = true;
        }
      }
  }
  return best.get(`${to.x},${to.y}`);
};

test('a walk costs what the slow search finds, on any map', () => {
  const letters = fc.array(fc.constantFrom('grass', 'marsh', 'rock', ''), { minLength: 25, maxLength: 25 });
  fc.assert(
    fc.property(letters, fc.nat(24), fc.nat(24), (terrain, one, other) => {
      const tiles = terrain.map((id, n) => ({ site: null, terrain: id, x: n % 5, y: Math.floor(n / 5) }));
      const world: World = {
        ...fixtureWorld,
        terrains: [...fixtureWorld.terrains, { id: 'rock', name: 'Rock', steps: 7 }],
        tiles: tiles.filter(({ terrain: id }) => id !== ''),
      };
      const [from, to] = [tiles[one]!, tiles[other]!];
      expect(stepsBetween(world, from, to)).toBe(slowSteps(world, from, to));
    }),
  );
});
