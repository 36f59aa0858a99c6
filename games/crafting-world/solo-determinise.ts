import { type Hero } from './hero.ts';
import { planActionsMax } from './limits.ts';
import { milestonesOf } from './milestones.ts';
import { isProvenImpossible } from './oracle-reach.ts';
import { rulesFor } from './rule-sets.ts';
import type { Run } from './run.ts';
import type { State } from './solo-game.ts';
import { type Challenge, inOrder } from './task.ts';
import type { Brief, HeroSeen, Index, View } from './view.ts';
import { indexOf } from './world-index.ts';
import { type World, elements } from './world.ts';

const nothing = Object.fromEntries(
  elements.map((element) => [element, 0]),
) as World['monsters'][number]['attack'];

/** The known world with everything else by its name alone: what was not looked up does nothing and gives nothing. */
const withStubs = (world: World, index: Index): World => {
  const { items, monsters, resources, shops } = indexOf(world);
  return {
    ...world,
    items: index.items.map(
      ({ id, kind, level }) => items.get(id) ?? { effects: {}, id, kind, level, name: id, recipe: null },
    ),
    monsters: index.monsters.map(
      (id) =>
        monsters.get(id) ?? {
          attack: nothing,
          drops: [],
          goldMax: 0,
          goldMin: 0,
          hp: 1,
          id,
          level: 1,
          name: id,
          resist: nothing,
        },
    ),
    resources: index.resources.map(
      (id) => resources.get(id) ?? { drops: [], id, level: 1, name: id, skill: world.skills[0]!, tools: [] },
    ),
    shops: index.shops.map((id) => shops.get(id) ?? { buys: [], id, name: id, sells: [] }),
  };
};

/** A hero as it stands, without what only a view tells of it. */
export const heroFrom = ({
  hpFull: _full,
  notes: _notes,
  room: _room,
  tally: _tally,
  value: _value,
  ...hero
}: HeroSeen): Hero => hero;

/** How a hero fares, as far as a view tells; what it reached on the way is not told. */
export const runFrom = (seen: HeroSeen, known: readonly string[] = []): Run => ({
  hero: heroFrom(seen),
  known,
  notes: seen.notes,
  reached: [],
  tally: seen.tally,
});

/** A task that looks as the brief does; milestones are those of the goal, and gear is anybody's guess. */
export const challengeFrom = (
  { goal, limits, world }: Pick<Brief, 'goal' | 'limits' | 'world'>,
  hero: Hero,
  isPossible: boolean,
): Challenge =>
  inOrder({
    task: {
      goal,
      hero,
      isPossible,
      milestones: milestonesOf(world, hero, goal, []),
      oracleSteps: null,
      shown: [],
      stepsMax: limits.stepsMax,
    },
    world,
  });

const idsIn = ({ items, monsters, resources, shops }: World): readonly string[] =>
  [...items, ...monsters, ...resources, ...shops].map(({ id }) => id).sort();

/**
 * A state that agrees with a view. The world is public but for what was not looked up yet; hidden are the milestones, and
 * whether the goal can be reached, which is taken to be so unless the contrary can be proven. Chance is not in states.
 */
export const determinise = (view: View): State => {
  const { brief, end, heroes, land, reports, turn } = view;
  const { goal, index, limits, rules, world } = brief;
  const seen = heroes[0]!;
  const hero = heroFrom(seen);
  // What the hero has now need not have been looked up, so that it must not count as known from the start.
  const emptyHanded = { ...hero, bank: {}, equipment: {}, inventory: {} };
  const isPossible = index !== null || !isProvenImpossible(world, rulesFor(rules, goal), hero, goal);
  const whole = index === null ? world : withStubs(world, index);
  const known = index === null ? [] : idsIn(world);
  return {
    challenge: challengeFrom({ goal, limits, world: whole }, emptyHanded, isPossible),
    config: {
      goal: 'any',
      level: 1,
      mode: limits.actionsMax === planActionsMax ? 'plan' : 'step',
      onFailure: limits.onFailure,
      rules: rules === 'rivals' ? 'expedition' : rules,
      sight: index === null ? 'whole' : 'lookup',
      variant: 'plain',
    },
    end,
    land,
    reports,
    run: runFrom(seen, known),
    turns: turn,
  };
};
