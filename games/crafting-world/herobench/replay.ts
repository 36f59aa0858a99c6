import { z } from 'zod';
import { stepRng } from '../../rng.ts';
import { act } from '../act.ts';
import { type Action, actionSchema } from '../actions.ts';
import type { Event, RefusalCode } from '../events.ts';
import { missingFrom, timesStacks, unitsOf, withUnits } from '../goods.ts';
import { type Hero, type Situation, emptyLand } from '../hero.ts';
import { rulesFor } from '../rule-sets.ts';
import type { SingleGoal } from '../task.ts';
import { indexOf } from '../world-index.ts';
import type { World } from '../world.ts';
import {
  goalFromHeroBench,
  heroBenchGoalSchema,
  heroBenchHeroSchema,
  heroBenchWorldSchema,
  heroFromHeroBench,
  worldFromHeroBench,
} from './import.ts';

/** A call of a recorded plan: its name, then its arguments. */
const callSchema = z.tuple([z.string()]).rest(z.unknown());
type Call = z.output<typeof callSchema>;

/** Levels and tasks are only named in the report. */
const label = z.union([z.int(), z.string().max(64)]);

const episodeSchema = z.object({
  actions: z.array(callSchema).max(100_000),
  goal: heroBenchGoalSchema,
  hero: heroBenchHeroSchema,
  level: label,
  model: z.string(),
  planError: z.string().nullable().default(null),
  recorded: z.enum(['win', 'lose']),
  task: label,
});

/** Recorded episodes: hero, goal, the calls that the plan made, and how it ended. */
const heroBenchEpisodesSchema = z.array(episodeSchema);
type Episode = z.output<typeof episodeSchema>;

/** How one episode ended here and at the source. */
export interface EpisodeReplay {
  readonly calls: number;
  /** Calls that the rules refused. */
  readonly errors: number;
  readonly level: number | string;
  readonly model: string;
  readonly recorded: 'win' | 'lose';
  readonly replayed: 'win' | 'lose';
  readonly task: number | string;
}

/** What a replay said: every episode, and the sentence that sums them up. */
export interface EpisodesReport {
  readonly episodes: readonly EpisodeReplay[];
  /** `N of M episodes replay to their recorded outcome`. */
  readonly summary: string;
}

/** An action in the shape of the schema, or undefined where the source too would have refused the call's arguments. */
const readAction = (action: unknown): readonly Action[] | undefined => {
  const read = actionSchema.safeParse(action);
  return read.success ? [read.data] : undefined;
};

const gathersMax = 10_000;

const times = (action: Action, count: unknown): readonly Action[] | undefined => {
  const quantity = count ?? 1;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity)) return undefined;
  return quantity < 1 || quantity > gathersMax ? undefined : Array<Action>(quantity).fill(action);
};

/** The primitive actions of one call. Calls of the source that the rules do not have are as good as refused. */
const actionsOf = ([name, one, two, three]: Call): readonly Action[] | undefined => {
  switch (name) {
    case 'move':
      return readAction({ do: 'move', x: one, y: two });
    case 'gather':
      return times({ do: 'gather' }, one);
    case 'fight':
      return times({ do: 'fight' }, one);
    case 'craft':
      return readAction({ do: 'craft', item: one, quantity: two });
    case 'equip':
      return readAction({ do: 'equip', item: two, quantity: three, slot: one });
    case 'unequip':
      return readAction({ do: 'unequip', quantity: two, slot: one });
    case 'buy':
      return readAction({ do: 'buy', item: one, quantity: two });
    default:
      return undefined;
  }
};

/** The hero without what it throws away, which no rule set of ours knows; undefined where it has not so much. */
const withoutItem = (hero: Hero, [, item, quantity = 1]: Call): Hero | undefined => {
  if (typeof item !== 'string' || typeof quantity !== 'number' || !Number.isInteger(quantity))
    return undefined;
  if (quantity < 1 || !Object.hasOwn(hero.inventory, item) || unitsOf(hero.inventory, item) < quantity)
    return undefined;
  return { ...hero, inventory: withUnits(hero.inventory, item, -quantity) };
};

/** Failed crafts of which the source writes a line. */
const loggedFailures: ReadonlySet<RefusalCode> = new Set(['not-here', 'skill-too-low', 'missing-items']);

/** The codes that the source's line on a failed craft names: the item's, and those of what was missing. */
const namedInFailure = (world: World, { hero }: Situation, action: Action): readonly string[] => {
  if (action.do !== 'craft') return [];
  const recipe = indexOf(world).items.get(action.item)?.recipe;
  if (recipe === null || recipe === undefined) return [];
  const missing = missingFrom(hero.inventory, timesStacks(recipe.ingredients, action.quantity));
  return [action.item, ...missing.map(({ item }) => item)];
};

/**
 * The source judges by its log: a kill is won by a line on a victory that contains the target's name; a craft by a line on a
 * craft that contains the target's code, unless a line on a failed craft contains it too.
 */
const createJudge = (world: World, goal: SingleGoal) => {
  const nameOf = (monster: string): string => indexOf(world).monsters.get(monster)?.name ?? monster;
  let isReached = false;
  let isSpoiled = false;
  const mentions = (text: string): boolean => goal.kind === 'craft' && text.includes(goal.item);
  return {
    onDone: (events: readonly Event[]): void => {
      for (const event of events) {
        if (event.kind === 'crafted' && mentions(event.item)) isReached = true;
        if (
          event.kind === 'fought' &&
          event.isWon &&
          goal.kind === 'defeat' &&
          nameOf(event.monster).includes(nameOf(goal.monster))
        )
          isReached = true;
      }
    },
    onRefused: (situation: Situation, action: Action, code: RefusalCode): void => {
      if (loggedFailures.has(code)) isSpoiled ||= namedInFailure(world, situation, action).some(mentions);
    },
    outcome: (): 'win' | 'lose' => (isReached && !isSpoiled ? 'win' : 'lose'),
  };
};

/** Chance has no part under these rules but for drops of a varying amount, which HeroBench's world has none of. */
const noLuck = stepRng('0'.repeat(32), 0);

const replayEpisode = (world: World, episode: Episode): EpisodeReplay => {
  const goal = goalFromHeroBench(episode.goal);
  const rules = rulesFor('herobench', goal);
  const judge = createJudge(world, goal);
  let situation: Situation = { hero: heroFromHeroBench(world, episode.hero), land: emptyLand };
  let errors = 0;
  const perform = (call: Call): boolean => {
    if (call[0] === 'delete_item') {
      const without = withoutItem(situation.hero, call);
      if (without !== undefined) situation = { hero: without, land: situation.land };
      return without !== undefined;
    }
    const actions = actionsOf(call);
    if (actions === undefined) return false;
    for (const action of actions) {
      const acted = act(world, rules, situation, action, noLuck);
      if ('code' in acted) {
        judge.onRefused(situation, action, acted.code);
        return false;
      }
      judge.onDone(acted.events);
      situation = acted.situation;
    }
    return true;
  };
  for (const call of episode.actions) if (!perform(call)) errors += 1;
  const { actions, level, model, planError, recorded, task } = episode;
  // The source throws the log away when a plan cannot be read or breaks off, and so the progress with it.
  const replayed = planError === null ? judge.outcome() : 'lose';
  return { calls: actions.length, errors, level, model, recorded, replayed, task };
};

/** Replays HeroBench's recorded episodes in its world; throws a `ZodError` on files of another shape. */
export const replayEpisodes = (world: unknown, episodes: unknown): EpisodesReport => {
  const imported = worldFromHeroBench(heroBenchWorldSchema.parse(world));
  const replays = heroBenchEpisodesSchema.parse(episodes).map((episode) => replayEpisode(imported, episode));
  const agreeing = replays.filter(({ recorded, replayed }) => recorded === replayed).length;
  return {
    episodes: replays,
    summary: `${agreeing} of ${replays.length} episodes replay to their recorded outcome`,
  };
};
