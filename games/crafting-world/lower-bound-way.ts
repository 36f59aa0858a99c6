import { reachableTiles } from './oracle-activities.ts';
import { prospectsOf } from './oracle-reach.ts';
import type { TrialStart } from './oracle-trial.ts';
import { type RouteQuery, type Stop, planRoute } from './route.ts';
import { stepsBetween } from './travel.ts';
import type { Place, Site, World } from './world.ts';

/** Stops of a way whose shortest order is found for certain. */
const stopsMax = 10;

const siteKey = ({ id, kind }: Site): string => `${kind}:${id}`;

const withoutSite = (world: World, key: string): World => ({
  ...world,
  tiles: world.tiles.map((tile) =>
    tile.site !== null && siteKey(tile.site) === key ? { ...tile, site: null } : tile,
  ),
});

/** A site that every way to the goal leads over. */
interface Station {
  readonly key: string;
  readonly places: readonly Place[];
  /** The sites at which something can be done while this one was not visited. */
  readonly without: ReadonlySet<string>;
}

/** The sites without which the goal is proven to be out of reach. */
const stationsOf = ({ goal, rules, situation, world }: TrialStart): readonly Station[] => {
  const sites = new Map(world.tiles.flatMap(({ site }) => (site === null ? [] : [[siteKey(site), site]])));
  return [...sites].flatMap(([key, { id, kind }]) => {
    if (kind === 'bank') return [];
    const prospects = prospectsOf(withoutSite(world, key), rules, situation.hero, goal);
    if (prospects.isGoalWithin) return [];
    return [
      {
        key,
        places: reachableTiles(world, rules, situation.hero, kind, id),
        without: new Set([...prospects.activities].map(({ site }) => siteKey(site))),
      },
    ];
  });
};

/** Steps of a walk; a jump takes one. */
const wayOf =
  ({ rules, world }: TrialStart): RouteQuery['stepsBetween'] =>
  (from, to) => {
    if (from.x === to.x && from.y === to.y) return 0;
    return rules.travel === 'teleport' ? 1 : (stepsBetween(world, from, to) ?? Number.POSITIVE_INFINITY);
  };

/** As many stations as an exact route can have: always the one that is farthest from the start and from those chosen. */
const spreadOut = (
  stations: readonly Station[],
  from: Place,
  steps: RouteQuery['stepsBetween'],
): readonly Station[] => {
  const far = (one: readonly Place[], other: readonly Place[]): number =>
    Math.min(...one.flatMap((place) => other.map((to) => steps(to, place))));
  const chosen: Station[] = [];
  const left = [...stations];
  while (chosen.length < stopsMax && left.length > 0) {
    const ranks = left.map(({ places }) =>
      Math.min(far(places, [from]), ...chosen.map((one) => far(places, one.places))),
    );
    chosen.push(...left.splice(ranks.indexOf(Math.max(...ranks)), 1));
  }
  return chosen;
};

/**
 * Steps of the shortest way over all sites that must be visited, in an order in which they first can be of use: a site at
 * which nothing can be done before another one was visited comes after that.
 */
export const wayBound = (start: TrialStart): number => {
  const { x, y } = start.situation.hero;
  const steps = wayOf(start);
  const stations = spreadOut(stationsOf(start), { x, y }, steps);
  const route = planRoute({
    from: { x, y },
    room: Number.POSITIVE_INFINITY,
    stepsBetween: steps,
    stops: stations.map(({ key, places }): Stop => ({
      after: [...stations.keys()].filter(
        (other) => stations[other]!.key !== key && !stations[other]!.without.has(key),
      ),
      load: 0,
      places,
    })),
  });
  return route?.steps ?? 0;
};
