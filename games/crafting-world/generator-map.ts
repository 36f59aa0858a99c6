import type { Rng } from '../rng.ts';
import type { Place, Site, Terrain, Tile } from './world.ts';

export const terrains: readonly Terrain[] = [
  { id: 'meadow', name: 'Meadow', steps: 1 },
  { id: 'forest', name: 'Forest', steps: 2 },
  { id: 'hills', name: 'Hills', steps: 3 },
];

/** Of so many tiles one is a hole, where nobody can stand. */
const holeOneIn = 9;
/** Of so many tiles one begins a patch of rough ground. */
const patchOneIn = 6;

interface Ground extends Place {
  readonly terrain: string;
}

const isNextTo = (one: Place, other: Place): boolean =>
  Math.abs(one.x - other.x) + Math.abs(one.y - other.y) <= 1;

const drawGround = (side: number, rng: Rng): readonly Ground[] => {
  const places = Array.from({ length: side * side }, (_, at) => ({ x: at % side, y: Math.floor(at / side) }));
  const patches = places.flatMap((place) =>
    rng.int(patchOneIn) === 0 ? [{ ...place, terrain: terrains[1 + rng.int(terrains.length - 1)]!.id }] : [],
  );
  return places.flatMap((place) => {
    if (rng.int(holeOneIn) === 0) return [];
    const patch = patches.find((one) => isNextTo(one, place));
    return [{ ...place, terrain: patch?.terrain ?? terrains[0]!.id }];
  });
};

/** The largest part of the ground that is one piece. */
const mainland = (ground: readonly Ground[]): readonly Ground[] => {
  let largest: readonly Ground[] = [];
  const left = new Set(ground);
  for (const first of ground) {
    if (!left.has(first)) continue;
    left.delete(first);
    const island = [first];
    for (const place of island)
      for (const next of left)
        if (isNextTo(place, next)) {
          left.delete(next);
          island.push(next);
        }
    if (island.length > largest.length) largest = island;
  }
  return largest;
};

const inReadingOrder = (one: Place, other: Place): number => one.y - other.y || one.x - other.x;

/** The tiles of a map on which all sites stand and can be walked to, and a start in its middle. */
export const createMap = (
  side: number,
  sites: readonly Site[],
  rng: Rng,
): { readonly start: Place; readonly tiles: readonly Tile[] } => {
  const ground = mainland(drawGround(side, rng));
  if (ground.length <= sites.length) return createMap(side, sites, rng);
  const middle = (side - 1) / 2;
  const off = ({ x, y }: Place): number => Math.abs(x - middle) + Math.abs(y - middle);
  const start = ground.reduce((best, place) => (off(place) < off(best) ? place : best));
  const placed = new Map<Ground, Site>();
  for (const [at, place] of rng.shuffle(ground.filter((place) => place !== start)).entries())
    if (at < sites.length) placed.set(place, sites[at]!);
  return {
    start: { x: start.x, y: start.y },
    tiles: [...ground].sort(inReadingOrder).map((place) => ({
      site: placed.get(place) ?? null,
      terrain: place.terrain,
      x: place.x,
      y: place.y,
    })),
  };
};
