import type { Rng } from '../rng.ts';
import type { ChallengeConfig } from './config.ts';
import { gatheringSkills, levelOfTier } from './generator-materials.ts';
import type { GeneratedWorld } from './generator-world.ts';
import type { Hero } from './hero.ts';
import type { LevelSettings } from './levels.ts';
import { combatXpFrom, masteryAt } from './mastery.ts';
import { closureOf } from './slice.ts';
import { hpFull } from './stats.ts';
import { type Goal, type SingleGoal } from './task.ts';
import { partsOf } from './goal.ts';
import type { Item, World } from './world.ts';

/** Hit points of a hero without gear: 100 and 5 a level. */
export const baseHpOf = (tier: number): number => 100 + 5 * levelOfTier(tier);

/** What a drawn goal is one of. `any` is drawn first. */
type GoalKind = Exclude<ChallengeConfig['goal'], 'any'>;

/** Pieces that a hero wears at most. */
const piecesMax = 9;
/** Up to this level, most tasks are to craft; beyond, most are to defeat. */
const easyLevelMax = 2;

export const drawGoalKind = ({ goal, level, rules }: ChallengeConfig, scale: number, rng: Rng): GoalKind => {
  if (goal !== 'any') return goal;
  const kind = drawAnyKind({ level, rules }, rng);
  return kind === 'defeat' && scale > piecesMax ? 'mixed' : kind;
};

const drawAnyKind = ({ level, rules }: Pick<ChallengeConfig, 'level' | 'rules'>, rng: Rng): GoalKind => {
  // Without a shop, gold comes from fights alone.
  const trade: readonly GoalKind[] = rules === 'herobench' ? [] : ['earn'];
  if (level <= easyLevelMax) return rng.pick<GoalKind>(['craft', 'craft', 'defeat', ...trade]);
  return rng.pick<GoalKind>(['craft', 'defeat', 'defeat', 'defeat', 'mixed', ...trade]);
};

/** What a goal is drawn for. */
export interface GoalQuery {
  readonly kind: GoalKind;
  readonly rules: ChallengeConfig['rules'];
  /** How much is asked: pieces of gear, or what so many are worth. */
  readonly scale: number;
  readonly tier: number;
}

/** Pieces of gear that the target of a world should take. */
export const targetPieces = ({ kind, scale }: Pick<GoalQuery, 'kind' | 'scale'>): number =>
  Math.min(piecesMax, kind === 'mixed' ? Math.max(1, scale - craftedShare(scale)) : Math.max(1, scale));

/** Of a mixed goal, the pieces to craft: a third, and what is more than one can wear. */
const craftedShare = (scale: number): number => Math.max(1, Math.floor(scale / 3), scale - piecesMax);

export const drawGoal = (
  { kind, rules, scale, tier }: GoalQuery,
  generated: GeneratedWorld,
  rng: Rng,
): Goal => {
  const { metal } = generated.materials.tiers[tier - 1]!;
  const deepest = generated.gear.filter(({ recipe }) =>
    recipe?.ingredients.some((one) => one.item === metal),
  );
  const item = rng.pick(deepest).id;
  const defeat: SingleGoal = { kind: 'defeat', monster: generated.target.id, quantity: 1 };
  switch (kind) {
    case 'craft':
      return { item, kind, quantity: scale };
    case 'defeat':
      return defeat;
    case 'earn': {
      const worth = rules === 'herobench' ? 10 : generated.worth(item);
      return { gold: Math.max(10, scale * worth), kind };
    }
    case 'mixed':
      return { goals: [{ item, kind: 'craft', quantity: craftedShare(scale) }, defeat], kind };
  }
};

/** The hero at the start: as skilled as the tier takes, in a starter's gear, with the tools of its tier or the one below. */
export const createHero = (
  { capacity, hasTools, tier }: LevelSettings,
  { materials, starters, world }: Pick<GeneratedWorld, 'materials' | 'starters' | 'world'>,
  variant: ChallengeConfig['variant'],
): Hero => {
  const level = levelOfTier(tier);
  const isLearning = variant === 'leveling' || variant === 'leveling-noise';
  const own = materials.tiers[(hasTools ? tier : tier - 1) - 1];
  const tools = [own?.axe, own?.pick].filter((tool) => tool !== undefined).sort();
  const hero: Hero = {
    bank: {},
    base: { capacity, hp: baseHpOf(tier) },
    equipment: Object.fromEntries(
      starters
        .map(({ id, kind }) => [kind, { item: id, quantity: 1 }] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
    gold: 0,
    hp: 1,
    inventory: Object.fromEntries(tools.map((tool) => [tool, 1])),
    mastery: masteryAt(level, combatXpFrom),
    skills: Object.fromEntries(
      world.skills.map((skill) => [
        skill,
        masteryAt(isLearning && gatheringSkills.includes(skill) ? 1 : level),
      ]),
    ),
    steps: 0,
    tries: {},
    x: world.start.x,
    y: world.start.y,
  };
  return { ...hero, hp: hpFull(world, hero) };
};

/** Gear shown beside what a goal to craft names. */
const othersShown = 4;
/** Gear of the tier below that is shown for a fight. */
const lesserShown = 6;

/** Gear from which a goal's is to be chosen: for a fight all of the hero's tier, and some of the one below. */
const gearInQuestion = (goal: Goal, gear: readonly Item[], tier: number, rng: Rng): readonly Item[] => {
  const own = gear.filter(({ level }) => level === levelOfTier(tier));
  const below = gear.filter(({ level }) => tier > 1 && level === levelOfTier(tier - 1));
  if (partsOf(goal).some(({ kind }) => kind === 'defeat'))
    return [...own, ...rng.shuffle(below).slice(0, lesserShown)];
  if (partsOf(goal).some(({ kind }) => kind === 'earn')) return own;
  return rng.shuffle(own).slice(0, othersShown);
};

/** What a view of the task lists: all that may matter for the goal, and what could be mistaken for it. */
export const shownFor = (
  world: World,
  goal: Goal,
  hero: Hero,
  generated: Pick<GeneratedWorld, 'gear' | 'materials' | 'starters'>,
  tier: number,
  rng: Rng,
): readonly string[] => {
  const isLearning = gatheringSkills.some((skill) => hero.skills[skill]!.level < levelOfTier(tier));
  // Who has to learn must be shown what teaches: everything that can be gathered up to the tier.
  const lessons = world.resources.filter(({ level }) => isLearning && level <= levelOfTier(tier));
  const named = partsOf(goal).flatMap((part) => (part.kind === 'craft' ? [part.item] : []));
  const targets = partsOf(goal).flatMap((part) => (part.kind === 'defeat' ? [part.monster] : []));
  const shops = partsOf(goal).some(({ kind }) => kind === 'earn') ? world.shops.map(({ id }) => id) : [];
  const wanted = [
    ...named,
    ...gearInQuestion(goal, generated.gear, tier, rng).map(({ id }) => id),
    ...generated.starters.map(({ id }) => id),
    ...Object.keys(hero.inventory),
    ...lessons.flatMap(({ drops }) => drops.map(({ item }) => item)),
    generated.materials.tiers[tier - 1]!.meal,
  ];
  return [...new Set([...closureOf(world, wanted), ...targets, ...shops])].sort();
};
