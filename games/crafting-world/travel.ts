import { indexOf, placeKey } from './world-index.ts';
import type { Place, World } from './world.ts';

type StepsByPlace = ReadonlyMap<string, number>;

const neighbours: readonly Place[] = [
  { x: 0, y: -1 },
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
];

/** Dijkstra's algorithm with one bucket a cost: steps are small integers, so no heap is needed. */
const spread = (world: World, from: Place): StepsByPlace => {
  const { tiles, terrainSteps } = indexOf(world);
  const settled = new Map<string, number>();
  const buckets: Place[][] = [[from]];
  for (let steps = 0; steps < buckets.length; steps++)
    for (const place of buckets[steps] ?? []) {
      const key = placeKey(place);
      if (settled.has(key)) continue;
      settled.set(key, steps);
      for (const { x, y } of neighbours) {
        const next = { x: place.x + x, y: place.y + y };
        const tile = tiles.get(placeKey(next));
        if (tile === undefined || settled.has(placeKey(next))) continue;
        const reached = steps + (terrainSteps.get(tile.terrain) ?? 1);
        while (buckets.length <= reached) buckets.push([]);
        buckets[reached]!.push(next);
      }
    }
  return settled;
};

const maps = new WeakMap<World, Map<string, StepsByPlace>>();

/** Steps of the cheapest walk between two tiles; undefined where there is none. Entering a tile costs its terrain. */
export const stepsBetween = (world: World, from: Place, to: Place): number | undefined => {
  let map = maps.get(world);
  if (map === undefined) maps.set(world, (map = new Map()));
  const key = placeKey(from);
  let steps = map.get(key);
  if (steps === undefined) map.set(key, (steps = spread(world, from)));
  return steps.get(placeKey(to));
};
