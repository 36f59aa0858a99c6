import { unitsOf } from './goods.ts';
import type { Hero } from './hero.ts';
import type { Activity } from './oracle-activities.ts';
import type { Scene } from './oracle-scene.ts';
import { type Trial, monsterOf } from './oracle-trial.ts';
import { type ExpansionQuery, type Job, type Order, expandNeeds } from './recipe-expansion.ts';
import { type RouteQuery, planRoute } from './route.ts';
import { stepsBetween } from './travel.ts';
import { taughtAbove } from './oracle-reach.ts';
import { indexOf, placeKey, tilesWith } from './world-index.ts';
import type { Place, Stack } from './world.ts';

/** What a stage is to reach: units to have at hand, and activities to do. */
export interface StageGoal {
  readonly needs: readonly Stack[];
  readonly orders: readonly Order[];
}

/** Everything that the stages of one trial share. */
export interface StageContext {
  readonly scene: Scene;
  readonly trial: Trial;
  /** Where an item comes from in this trial. */
  readonly sourceOf: (item: string) => Activity | undefined;
  /** See `ExpansionQuery`. */
  readonly usesByproducts: boolean;
  /** Units of room that are kept free for luck. */
  readonly spare: number;
}

const isAtHand = (hero: Hero, item: string): boolean =>
  unitsOf(hero.inventory, item) > 0 || Object.values(hero.equipment).some((worn) => worn.item === item);

/** Rows of tries that are complete for certain, when so many tries are made from the hero's on. */
const rowStart = (tries: number, triesAtStart: number, oneIn: number): number =>
  Math.max(Math.floor(tries / oneIn), Math.ceil(triesAtStart / oneIn));

const queryOf = (
  { scene, sourceOf, trial, usesByproducts }: StageContext,
  { needs, orders }: StageGoal,
): ExpansionQuery => {
  const hero = trial.hero();
  const triesAtStart = scene.start.situation.hero.tries;
  const outputOf = (activity: Activity, item: string) =>
    activity.outputs.find((output) => output.item === item) ?? { oneIn: 1, quantity: 0 };
  const rowsBefore = (activity: Activity, oneIn: number): number =>
    rowStart(unitsOf(hero.tries, activity.target), unitsOf(triesAtStart, activity.target), oneIn);
  return {
    needs,
    orders,
    sourceOf,
    usesByproducts,
    stockOf: (item) => unitsOf(hero.inventory, item) + unitsOf(hero.bank, item),
    toolOf: ({ tools }) => {
      if (tools.some((tool) => isAtHand(hero, tool))) return undefined;
      return [...tools].sort((one, other) => scene.stepsOf(one) - scene.stepsOf(other))[0];
    },
    runsFor: (activity, item, units) => {
      const { oneIn, quantity } = outputOf(activity, item);
      const rows = Math.ceil(units / quantity);
      if (oneIn === 1) return rows;
      return (rowsBefore(activity, oneIn) + rows) * oneIn - unitsOf(hero.tries, activity.target);
    },
    unitsFrom: (activity, item, runs) => {
      const { oneIn, quantity } = outputOf(activity, item);
      if (oneIn === 1) return runs * quantity;
      const rows = Math.floor((unitsOf(hero.tries, activity.target) + runs) / oneIn);
      return Math.max(0, rows - rowsBefore(activity, oneIn)) * quantity;
    },
  };
};

/** Units more in the pack after a job, at most: a rated drop may fall once more than is certain. */
const loadOf = (query: ExpansionQuery, { activity, runs }: Job): number => {
  const taken = activity.inputs.reduce((sum, { quantity }) => sum + quantity * runs, 0);
  const given = activity.outputs.reduce(
    (sum, { item, oneIn, quantity }) =>
      sum + query.unitsFrom(activity, item, runs) + (oneIn > 1 ? quantity : 0),
    0,
  );
  return given - taken;
};

/** Practice counts: what teaches a skill comes before what needs more of it. */
const lessonsBefore = (jobs: readonly Job[], at: number, hero: Hero): readonly number[] => {
  const { kind, level, skill } = jobs[at]!.activity;
  if (kind !== 'gather' || (hero.skills[skill!]?.level ?? 0) >= level) return [];
  return [...jobs.keys()].filter((other) => {
    const lesson = jobs[other]!.activity;
    return lesson.kind === 'gather' && lesson.skill === skill && lesson.level < level;
  });
};

const routeQuery = (context: StageContext, query: ExpansionQuery, jobs: readonly Job[]): RouteQuery => {
  const { scene, spare, trial } = context;
  const { rules, world } = scene.start;
  const hero = trial.hero();
  return {
    from: { x: hero.x, y: hero.y },
    room: trial.room() - spare,
    stepsBetween: (from, to) => {
      if (from.x === to.x && from.y === to.y) return 0;
      return rules.travel === 'teleport' ? 1 : stepsBetween(world, from, to)!;
    },
    stops: jobs.map((job, at) => ({
      after: [...job.after, ...lessonsBefore(jobs, at, hero)],
      load: loadOf(query, job),
      places: job.activity.places,
    })),
  };
};

const nearest = ({ scene, trial }: StageContext, places: readonly Place[]): Place | undefined => {
  const { rules, world } = scene.start;
  const far = (place: Place): number =>
    rules.travel === 'teleport' ? 0 : (stepsBetween(world, trial.hero(), place) ?? Number.POSITIVE_INFINITY);
  return places.toSorted((one, other) => far(one) - far(other))[0];
};

/** Puts into the bank what is of no use for the time being. False where nothing is, or no bank. */
export const bankUnused = (context: StageContext, isUsed: (item: string) => boolean): boolean => {
  const { scene, trial } = context;
  const { items } = indexOf(scene.start.world);
  const bank = nearest(context, tilesWith(scene.start.world, 'bank'));
  const unused = Object.entries(trial.hero().inventory).filter(
    ([item]) => !isUsed(item) && items.get(item)?.kind !== 'tool',
  );
  if (bank === undefined || unused.length === 0 || !trial.goTo(bank)) return false;
  return unused.every(([item, quantity]) => trial.attempt({ do: 'deposit', item, quantity }));
};

/** Fetches what lies in the bank and is used. */
const fetchUsed = (context: StageContext, jobs: readonly Job[], goal: StageGoal): boolean => {
  const { scene, trial } = context;
  const wanted = new Map<string, number>();
  const want = ({ item, quantity }: Stack, runs: number): void =>
    void wanted.set(item, (wanted.get(item) ?? 0) + quantity * runs);
  for (const { activity, runs } of jobs) for (const input of activity.inputs) want(input, runs);
  for (const need of goal.needs) want(need, 1);
  for (const { kept } of goal.orders) for (const item of kept) want(item, 1);
  const { bank, inventory } = trial.hero();
  const fetched = [...wanted].flatMap(([item, units]) => {
    const quantity = Math.min(units - unitsOf(inventory, item), unitsOf(bank, item));
    return quantity > 0 ? [{ item, quantity }] : [];
  });
  if (fetched.length === 0) return true;
  const place = nearest(context, tilesWith(scene.start.world, 'bank'));
  if (place === undefined || !trial.goTo(place)) return false;
  return fetched.every(({ item, quantity }) => trial.attempt({ do: 'withdraw', item, quantity }));
};

/** Puts into the bank what came in beyond a pack as it was. False where there is nothing, or no bank. */
const bankSurplus = (context: StageContext, before: Hero['inventory']): boolean => {
  const { scene, trial } = context;
  const surplus = Object.entries(trial.hero().inventory).flatMap(([item, units]) => {
    const quantity = units - unitsOf(before, item);
    return quantity > 0 ? [{ item, quantity }] : [];
  });
  const bank = nearest(context, tilesWith(scene.start.world, 'bank'));
  if (bank === undefined || surplus.length === 0 || !trial.goTo(bank)) return false;
  return surplus.every(({ item, quantity }) => trial.attempt({ do: 'deposit', item, quantity }));
};

/** Room beyond what is needed, below which what practice brought is taken to the bank: more practice may follow. */
const spareAfterPractice = 60;

/** Gathers what teaches a skill until its level is reached; what piles up goes to the bank once room is short. */
const practise = (context: StageContext, { level, skill }: Activity, roomNeeded: number): boolean => {
  const { scene, trial } = context;
  const before = trial.hero().inventory;
  const levelNow = (): number => trial.hero().skills[skill!]?.level ?? 0;
  const lessons = scene.activities.filter(
    (lesson) =>
      lesson.kind === 'gather' &&
      lesson.skill === skill &&
      (lesson.tools.length === 0 || lesson.tools.some((tool) => isAtHand(trial.hero(), tool))),
  );
  while (levelNow() < level) {
    const open = lessons.filter(
      (lesson) => lesson.level <= levelNow() && levelNow() < lesson.level + taughtAbove,
    );
    if (trial.room() <= 0 && !bankSurplus(context, before)) return false;
    const place = nearest(
      context,
      open.flatMap(({ places }) => places),
    );
    if (place === undefined || !trial.goTo(place) || !trial.attempt({ do: 'gather' })) return false;
  }
  if (trial.room() < roomNeeded + spareAfterPractice) bankSurplus(context, before);
  return true;
};

const add = (one: number, other: number): number => one + other;

const repeat = (times: number, attempt: () => boolean): boolean => {
  for (let time = 0; time < times; time++) if (!attempt()) return false;
  return true;
};

/** Goes on at the nearest place that is not exhausted. */
const gatherElsewhere = (context: StageContext, { places }: Activity): boolean => {
  const { scene, trial } = context;
  const most = scene.start.rules.gathersATileMax;
  if (most === null) return false;
  const { taken } = trial.land();
  const place = nearest(
    context,
    places.filter((one) => unitsOf(taken, placeKey(one)) < most),
  );
  return place !== undefined && trial.goTo(place) && trial.attempt({ do: 'gather' });
};

const perform = (
  context: StageContext,
  { activity, runs }: Job,
  place: Place,
  roomNeeded: number,
): boolean => {
  const { scene, trial } = context;
  const { kind, level, skill, target } = activity;
  const isTaught = kind !== 'gather' || (trial.hero().skills[skill!]?.level ?? 0) >= level;
  if (!isTaught && !practise(context, activity, roomNeeded)) return false;
  if (!trial.goTo(place)) return false;
  switch (kind) {
    case 'gather':
      return repeat(runs, () => trial.attempt({ do: 'gather' }) || gatherElsewhere(context, activity));
    case 'fight':
      return repeat(runs, () => trial.win(monsterOf(scene.start.world, target)));
    case 'craft':
    case 'buy':
    case 'sell':
      return trial.attempt({ do: kind, item: target, quantity: runs });
  }
};

/** `done`, or why not: the pack has too little room for all at once, or the plan failed on the way. */
export type StageResult = 'done' | 'failed' | 'no-room';

/** Expands a goal, orders its jobs by a short way, and does them. Nothing is done when there is no room for it. */
export const runStage = (context: StageContext, goal: StageGoal): StageResult => {
  const { trial } = context;
  const query = queryOf(context, goal);
  const jobs = expandNeeds(query);
  if (jobs === undefined) return 'failed';
  const route = planRoute(routeQuery(context, query, jobs));
  if (route === undefined) return 'no-room';
  const loads = route.order.map((index) => Math.max(0, loadOf(query, jobs[index]!)));
  if (!fetchUsed(context, jobs, goal)) return 'no-room';
  for (const [at, index] of route.order.entries()) {
    if (trial.isOver()) return 'done';
    if (!perform(context, jobs[index]!, route.places[at]!, loads.slice(at).reduce(add, 0))) return 'failed';
  }
  return 'done';
};
