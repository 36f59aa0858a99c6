import type { Rng } from '../rng.ts';
import { type Fight, fightOf } from './combat.ts';
import { type Acted, type Event, refuse } from './events.ts';
import { splitAtRoom, unitsOf, withStacks, withUnits } from './goods.ts';
import type { Hero, Land, Situation } from './hero.ts';
import { type Source, dropsAt, goldAt, isLucky } from './luck.ts';
import { afterGather, afterVictory, hpALevel } from './mastery.ts';
import type { Rules } from './rule-sets.ts';
import { hpFull, roomOf } from './stats.ts';
import { stepsBetween } from './travel.ts';
import { indexOf, placeKey, siteAt } from './world-index.ts';
import type { Monster, Resource, Stack, World } from './world.ts';

/** What a source gives the hero now, what of it fits, and the tries that this counts. */
const takeFrom = (world: World, rules: Rules, hero: Hero, source: Source, rng: Rng) => {
  const given = dropsAt(source.id, source.drops, unitsOf(hero.tries, source.id), rules, rng);
  return {
    ...(rules.hasCapacity
      ? splitAtRoom(given, Math.max(0, roomOf(world, hero)))
      : { kept: given, left: [] as readonly Stack[] }),
    tries: isLucky(source, rules) ? withUnits(hero.tries, source.id, 1) : hero.tries,
  };
};

const hasToolFor = (hero: Hero, { tools }: Resource): boolean =>
  tools.some(
    (tool) =>
      unitsOf(hero.inventory, tool) > 0 || Object.values(hero.equipment).some(({ item }) => item === tool),
  );

const refuseGather = (world: World, rules: Rules, { hero, land }: Situation, resource: Resource) => {
  const level = hero.skills[resource.skill]?.level ?? 0;
  if (level < resource.level)
    return refuse(
      'skill-too-low',
      `${resource.id} needs ${resource.skill} level ${resource.level}; yours is ${level}.`,
    );
  if (rules.hasTools && resource.tools.length > 0 && !hasToolFor(hero, resource))
    return refuse('missing-tool', `${resource.id} needs one of these tools: ${resource.tools.join(', ')}.`);
  if (rules.gathersATileMax !== null && unitsOf(land.taken, placeKey(hero)) >= rules.gathersATileMax)
    return refuse(
      'exhausted',
      `The ${resource.id} at (${hero.x}, ${hero.y}) is exhausted. Go to another, or to another source.`,
    );
  if (rules.hasCapacity && roomOf(world, hero) <= 0)
    return refuse('no-space', 'You carry as much as you can. Deposit, sell, craft or use something first.');
  return undefined;
};

const levelled = (skill: string, before: number, after: number): readonly Event[] =>
  after > before ? [{ kind: 'levelled', level: after, skill }] : [];

/** Gathers once where the hero stands. What does not fit is left behind. */
export const gather = (world: World, rules: Rules, situation: Situation, rng: Rng): Acted => {
  const { hero, land } = situation;
  const site = siteAt(world, hero);
  const resource = site?.kind === 'resource' ? indexOf(world).resources.get(site.id) : undefined;
  if (resource === undefined)
    return refuse(
      'not-here',
      `There is nothing to gather at (${hero.x}, ${hero.y}). Move to a resource first.`,
    );
  const refusal = refuseGather(world, rules, situation, resource);
  if (refusal !== undefined) return refusal;
  const { kept, left, tries } = takeFrom(world, rules, hero, resource, rng);
  const before = hero.skills[resource.skill]!;
  const after = afterGather(before, resource.level);
  return {
    events: [
      { gained: kept, kind: 'gathered', left, resource: resource.id },
      ...levelled(resource.skill, before.level, after.level),
    ],
    situation: {
      hero: {
        ...hero,
        inventory: withStacks(hero.inventory, kept),
        skills: after === before ? hero.skills : { ...hero.skills, [resource.skill]: after },
        steps: hero.steps + 1,
        tries,
      },
      land: rules.gathersATileMax === null ? land : withTaken(land, placeKey(hero)),
    },
  };
};

const withTaken = (land: Land, place: string): Land => ({
  demand: land.demand,
  taken: withUnits(land.taken, place, 1),
});

/** The hero's equipment without what it used up. */
const withoutSpent = (hero: Hero, spent: Fight['spent']): Hero['equipment'] => {
  if (Object.keys(spent).length === 0) return hero.equipment;
  const entries = Object.entries(hero.equipment).flatMap(([slot, worn]) => {
    const quantity = worn.quantity - (spent[slot]?.quantity ?? 0);
    return quantity > 0 ? [[slot, { item: worn.item, quantity }] as const] : [];
  });
  return Object.fromEntries(entries);
};

const lost = (world: World, rules: Rules, hero: Hero, fought: Fight): Hero => {
  const hp =
    rules.health === 'reset' ? hpFull(world, hero) : Math.min(Math.max(1, fought.hp), hpFull(world, hero));
  const steps = hero.steps + 1;
  if (fought.hp > 0) return { ...hero, hp, steps };
  const { x, y } = world.start;
  if (rules.falls === 'wake-at-start') return { ...hero, hp, steps, x, y };
  const carried = stepsBetween(world, hero, world.start);
  // Where no way leads home there is nobody to carry it either.
  return carried === undefined ? { ...hero, hp, steps } : { ...hero, hp, steps: steps + carried, x, y };
};

const won = (
  world: World,
  rules: Rules,
  hero: Hero,
  fought: Fight,
  monster: Monster,
  taken: ReturnType<typeof takeFrom>,
  gold: number,
): Hero => {
  const mastery = afterVictory(hero.mastery, monster.level);
  const levels = mastery.level - hero.mastery.level;
  const base = levels > 0 ? { ...hero.base, hp: (hero.base.hp ?? 0) + hpALevel * levels } : hero.base;
  const after = { ...hero, base, gold: hero.gold + gold, mastery };
  const full = hpFull(world, after);
  return {
    ...after,
    hp: rules.health === 'reset' ? full : Math.min(fought.hp, full),
    inventory: withStacks(hero.inventory, taken.kept),
    steps: hero.steps + 1,
    tries: taken.tries,
  };
};

/** Fights the monster where the hero stands. A hero that falls wakes at the start, with one hit point where they are kept, and is carried there. */
export const fight = (world: World, rules: Rules, situation: Situation, rng: Rng): Acted => {
  const { land } = situation;
  const site = siteAt(world, situation.hero);
  const monster = site?.kind === 'monster' ? indexOf(world).monsters.get(site.id) : undefined;
  if (monster === undefined)
    return refuse(
      'not-here',
      `There is no monster at (${situation.hero.x}, ${situation.hero.y}). Move to one first.`,
    );
  const fought = fightOf(world, rules, situation.hero, monster);
  const hero = { ...situation.hero, equipment: withoutSpent(situation.hero, fought.spent) };
  const told = (gained: readonly Stack[], gold: number, left: readonly Stack[]): Event => ({
    gained,
    gold,
    hp: fought.hp,
    isWon: fought.isWon,
    kind: 'fought',
    left,
    monster: monster.id,
    rounds: fought.rounds,
    spent: Object.values(fought.spent),
  });
  if (!fought.isWon)
    return {
      events: [told([], 0, [])],
      situation: { hero: lost(world, rules, hero, fought), land },
    };
  const taken = takeFrom(world, rules, hero, monster, rng);
  const gold = goldAt(monster, unitsOf(hero.tries, monster.id), rng);
  const after = won(world, rules, hero, fought, monster, taken, gold);
  return {
    events: [
      told(taken.kept, gold, taken.left),
      ...levelled('combat', hero.mastery.level, after.mastery.level),
    ],
    situation: { hero: after, land },
  };
};
