import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RouteQuery, type Stop, planRoute } from './route.ts';
import type { Place } from './world.ts';

const manhattan = (from: Place, to: Place): number => Math.abs(from.x - to.x) + Math.abs(from.y - to.y);

const place = fc.record({ x: fc.nat(9), y: fc.nat(9) });

/** Stops in which each may wait for earlier ones only, so that some order exists. */
const stopsOf = (min: number, max: number) =>
  fc
    .array(
      fc.tuple(
        fc.array(place, { maxLength: 2, minLength: 1 }),
        fc.array(fc.nat(30), { maxLength: 2 }),
        fc.integer({ max: 3, min: -3 }),
      ),
      { maxLength: max, minLength: min },
    )
    .map((drafts) =>
      drafts.map(([places, before, load], at): Stop => ({
        after: at === 0 ? [] : [...new Set(before.map((one) => one % at))],
        load,
        places,
      })),
    );

const queryOf = (stops: readonly Stop[], room = Number.POSITIVE_INFINITY): RouteQuery => ({
  from: { x: 5, y: 5 },
  room,
  stepsBetween: manhattan,
  stops,
});

/** The least steps over all orders and places, by trying them all. */
const leastSteps = ({ from, room, stepsBetween, stops }: RouteQuery): number => {
  const visit = (at: Place, done: ReadonlySet<number>, load: number): number => {
    if (done.size === stops.length) return 0;
    let least = Number.POSITIVE_INFINITY;
    for (const [index, stop] of stops.entries()) {
      if (done.has(index) || !stop.after.every((before) => done.has(before))) continue;
      if (stop.load > 0 && load + stop.load > room) continue;
      for (const to of stop.places)
        least = Math.min(
          least,
          stepsBetween(at, to) + visit(to, new Set([...done, index]), load + stop.load),
        );
    }
    return least;
  };
  return visit(from, new Set(), 0);
};

describe('routes', () => {
  test('are the shortest up to ten stops, and undefined exactly where there is none', () => {
    fc.assert(
      fc.property(stopsOf(1, 6), fc.integer({ max: 8, min: 0 }), (stops, room) => {
        const query = queryOf(stops, room);
        expect(planRoute(query)?.steps ?? Number.POSITIVE_INFINITY).toBe(leastSteps(query));
      }),
      { numRuns: 60 },
    );
  });

  test('of many stops visit each once, in an allowed order, for the steps that they state', () => {
    fc.assert(
      fc.property(stopsOf(11, 30), (stops) => {
        const route = planRoute(queryOf(stops))!;
        expect(route.order.toSorted((one, other) => one - other)).toEqual([...stops.keys()]);
        let steps = 0;
        let from: Place = { x: 5, y: 5 };
        for (const [at, index] of route.order.entries()) {
          for (const before of stops[index]!.after) expect(route.order.indexOf(before)).toBeLessThan(at);
          expect(stops[index]!.places).toContainEqual(route.places[at]);
          steps += manhattan(from, route.places[at]!);
          from = route.places[at]!;
        }
        expect(route.steps).toBe(steps);
      }),
      { numRuns: 30 },
    );
  });

  test('need no step for no stop', () => {
    expect(planRoute(queryOf([]))).toEqual({ order: [], places: [], steps: 0 });
  });
});
