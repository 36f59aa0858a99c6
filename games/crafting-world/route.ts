import type { Place } from './world.ts';

/** A stop of a route: where it can be made, what must come before it, and what it changes in the hero's pack. */
export interface Stop {
  readonly places: readonly Place[];
  readonly after: readonly number[];
  /** Units more in the pack once it is done, at most. */
  readonly load: number;
}

export interface RouteQuery {
  readonly from: Place;
  readonly stops: readonly Stop[];
  /** Units that the pack has room for at the start. */
  readonly room: number;
  readonly stepsBetween: (from: Place, to: Place) => number;
}

/** The stops in order, by index, each with its place. */
export interface Route {
  readonly order: readonly number[];
  readonly places: readonly Place[];
  readonly steps: number;
}

/** Up to so many stops all orders are compared; beyond, an order is built and improved. */
const exactStopsMax = 10;
/** Rounds of improvement at most; each tries every stop, alone and with those that follow, at every other place. */
const improvementRoundsMax = 6;
/** How many stops in a row are moved together. */
const blockMax = 3;

/** The cheapest places for an order: stops that can be made at several tiles are decided backwards. */
const routeFor = (query: RouteQuery, order: readonly number[]): Route => {
  const { from, stepsBetween, stops } = query;
  let fronts: { readonly place: Place; readonly steps: number; readonly places: readonly Place[] }[] = [
    { place: from, places: [], steps: 0 },
  ];
  for (const index of order)
    fronts = stops[index]!.places.map((place) => {
      let best = fronts[0]!;
      let steps = Number.POSITIVE_INFINITY;
      for (const front of fronts) {
        const sum = front.steps + stepsBetween(front.place, place);
        if (sum < steps) [best, steps] = [front, sum];
      }
      return { place, places: [...best.places, place], steps };
    });
  const { places, steps } = fronts.reduce((best, front) => (front.steps < best.steps ? front : best));
  return { order, places, steps };
};

const isAllowed = ({ room, stops }: RouteQuery, order: readonly number[]): boolean => {
  const done = new Set<number>();
  let load = 0;
  for (const index of order) {
    const stop = stops[index]!;
    for (const before of stop.after) if (!done.has(before)) return false;
    load += stop.load;
    if (load > room && stop.load > 0) return false;
    done.add(index);
  }
  return true;
};

interface Reached {
  readonly steps: number;
  readonly before: string | undefined;
  readonly stop: number;
}

/** Held and Karp's recursion over sets of stops done and the tile stood on: the least steps over all orders. */
const exactOrder = (query: RouteQuery): readonly number[] | undefined => {
  const { from, room, stepsBetween, stops } = query;
  const loads = Array.from({ length: 1 << stops.length }, (_, set) =>
    stops.reduce((sum, { load }, at) => ((set & (1 << at)) === 0 ? sum : sum + load), 0),
  );
  const needs = stops.map(({ after }) => after.reduce((set, at) => set | (1 << at), 0));
  const reached = new Map<string, Reached>();
  const layers: Map<string, { readonly set: number; readonly place: Place }>[] = stops.map(() => new Map());
  const extend = (set: number, place: Place, key: string | undefined, steps: number, depth: number): void => {
    for (const [at, stop] of stops.entries()) {
      const next = set | (1 << at);
      if (next === set || (needs[at]! & ~set) !== 0 || (stop.load > 0 && loads[next]! > room)) continue;
      for (const [tile, to] of stop.places.entries()) {
        const nextKey = `${next},${at},${tile}`;
        const sum = steps + stepsBetween(place, to);
        if (sum >= (reached.get(nextKey)?.steps ?? Number.POSITIVE_INFINITY)) continue;
        reached.set(nextKey, { before: key, steps: sum, stop: at });
        layers[depth]!.set(nextKey, { place: to, set: next });
      }
    }
  };
  extend(0, from, undefined, 0, 0);
  for (let depth = 1; depth < stops.length; depth++)
    for (const [key, { place, set }] of layers[depth - 1]!)
      extend(set, place, key, reached.get(key)!.steps, depth);
  const [best] = [...layers.at(-1)!.keys()].sort(
    (one, other) => reached.get(one)!.steps - reached.get(other)!.steps,
  );
  if (best === undefined) return undefined;
  const order: number[] = [];
  for (let key: string | undefined = best; key !== undefined; key = reached.get(key)!.before)
    order.unshift(reached.get(key)!.stop);
  return order;
};

/** Always the nearest stop that can be made now, and of those the one that lightens the pack most. */
const nearestOrder = ({ from, room, stepsBetween, stops }: RouteQuery): readonly number[] | undefined => {
  const order: number[] = [];
  const done = new Set<number>();
  let place = from;
  let load = 0;
  while (order.length < stops.length) {
    const ready = [...stops.keys()].filter(
      (at) =>
        !done.has(at) &&
        stops[at]!.after.every((before) => done.has(before)) &&
        (stops[at]!.load <= 0 || load + stops[at]!.load <= room),
    );
    const ranked = ready.map((at) => {
      const [nearest] = [...stops[at]!.places].sort(
        (one, other) => stepsBetween(place, one) - stepsBetween(place, other),
      );
      return { at, nearest: nearest!, rank: stepsBetween(place, nearest!) * 1000 + stops[at]!.load };
    });
    const best = ranked.sort((one, other) => one.rank - other.rank)[0];
    if (best === undefined) return undefined;
    order.push(best.at);
    done.add(best.at);
    load += stops[best.at]!.load;
    place = best.nearest;
  }
  return order;
};

/** What stops need, before them, one after the other: the order that keeps the pack lightest. */
const depthFirstOrder = ({ stops }: RouteQuery): readonly number[] => {
  const order: number[] = [];
  const seen = new Set<number>();
  const visit = (at: number): void => {
    if (seen.has(at)) return;
    seen.add(at);
    for (const before of stops[at]!.after) visit(before);
    order.push(at);
  };
  for (const at of stops.keys()) visit(at);
  return order;
};

const withBlockMoved = (
  order: readonly number[],
  from: number,
  size: number,
  to: number,
): readonly number[] => {
  const rest = [...order.slice(0, from), ...order.slice(from + size)];
  return [...rest.slice(0, to), ...order.slice(from, from + size), ...rest.slice(to)];
};

/** What moving a block saves, in steps, with every stop at a fixed place; `to` counts in the order without the block. */
const savingOf = (
  legs: (from: number | undefined, to: number | undefined) => number,
  order: readonly number[],
  from: number,
  size: number,
  to: number,
): number => {
  const rest = (at: number): number | undefined => order[at < from ? at : at + size];
  const first = order[from];
  const last = order[from + size - 1];
  const before = from === 0 ? undefined : order[from - 1];
  const after = order[from + size];
  const left = to === 0 ? undefined : rest(to - 1);
  const right = rest(to);
  const closed = legs(before, first) + legs(last, after) - legs(before, after);
  return closed - (legs(left, first) + legs(last, right) - legs(left, right));
};

/** Moves stops, and up to three in a row, to where they cost less, until nothing gains. */
const improve = (query: RouteQuery, start: readonly number[]): readonly number[] => {
  const { from: home, stepsBetween } = query;
  const { places } = routeFor(query, start);
  const count = query.stops.length;
  // Row 0 is the way from home, row n + 1 from stop n.
  const table = new Float64Array((count + 1) * count);
  for (const [at, to] of start.entries()) {
    table[to] = stepsBetween(home, places[at]!);
    for (const [other, from] of start.entries())
      table[(from + 1) * count + to] = stepsBetween(places[other]!, places[at]!);
  }
  const legs = (from: number | undefined, to: number | undefined): number =>
    to === undefined ? 0 : table[(from === undefined ? 0 : from + 1) * count + to]!;
  let order = start;
  for (let round = 0; round < improvementRoundsMax; round++) {
    let isBetter = false;
    for (let size = 1; size <= blockMax; size++)
      for (let from = 0; from + size <= order.length; from++)
        for (let to = 0; to + size <= order.length; to++) {
          if (to === from || savingOf(legs, order, from, size, to) <= 0) continue;
          const moved = withBlockMoved(order, from, size, to);
          if (!isAllowed(query, moved)) continue;
          order = moved;
          isBetter = true;
        }
    if (!isBetter) return order;
  }
  return order;
};

/**
 * A route over all stops in an order that keeps to what must come first and to the room in the pack; undefined where
 * none was found. Up to ten stops it is the shortest, and undefined means that there is none.
 */
export const planRoute = (query: RouteQuery): Route | undefined => {
  if (query.stops.length === 0) return { order: [], places: [], steps: 0 };
  if (query.stops.length <= exactStopsMax) {
    const order = exactOrder(query);
    return order === undefined ? undefined : routeFor(query, order);
  }
  const starts = [nearestOrder(query), depthFirstOrder(query)].filter(
    (order) => order !== undefined && isAllowed(query, order),
  ) as readonly (readonly number[])[];
  const routes = starts.map((order) => routeFor(query, improve(query, order)));
  return routes.sort((one, other) => one.steps - other.steps)[0];
};
