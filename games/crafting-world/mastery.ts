import type { Mastery } from './hero.ts';

/** No level goes beyond this one. */
export const masteryLevelMax = 40;
/** Hit points that each combat level brings. */
export const hpALevel = 5;

const gatherXp = 50;
const craftXp = 150;
const fightXp = 50;
/** Work this many levels below one's own, and more, teaches nothing. */
const teachesWithin = 10;

/** Experience from one level of a skill to the next: 150 at level 1 and 10 more at each level. */
const skillXpFrom = (level: number): number => 150 + 10 * (level - 1);

/**
 * Experience from each combat level, 1 to 40, to the next: floor(⌊100·log2 L·(⌊L/10⌋+1)⌋/50)·50 + 150 as HeroBench has
 * it, written out so that no rule hangs on a logarithm.
 */
const combatXp: readonly number[] = [
  150, 250, 300, 350, 350, 400, 400, 450, 450, 800, 800, 850, 850, 900, 900, 950, 950, 950, 950, 1400, 1450,
  1450, 1500, 1500, 1500, 1550, 1550, 1550, 1600, 2100, 2100, 2150, 2150, 2150, 2200, 2200, 2200, 2200, 2250,
  2800,
];

export const combatXpFrom = (level: number): number => combatXp[level - 1] ?? combatXp.at(-1)!;

const gain = (mastery: Mastery, xp: number, xpFrom: (level: number) => number): Mastery => {
  let { level, next } = mastery;
  let points = mastery.xp + xp;
  while (level < masteryLevelMax && points >= next) {
    points -= next;
    level += 1;
    next = xpFrom(level);
  }
  return { level, next, xp: points };
};

const teaches = (mastery: Mastery, workLevel: number): boolean => mastery.level <= workLevel + teachesWithin;

/** A gathering skill after one gather from a resource of `level`. */
export const afterGather = (mastery: Mastery, level: number): Mastery =>
  teaches(mastery, level) ? gain(mastery, gatherXp, skillXpFrom) : mastery;

/** A crafting skill after `runs` runs of a recipe of `level`, each of which counts at the level then reached. */
export const afterCrafts = (mastery: Mastery, level: number, runs: number): Mastery => {
  let after = mastery;
  for (let run = 0; run < runs && teaches(after, level); run++) after = gain(after, craftXp, skillXpFrom);
  return after;
};

/** The combat level after a victory over a monster of `level`. */
export const afterVictory = (mastery: Mastery, level: number): Mastery =>
  teaches(mastery, level) ? gain(mastery, fightXp, combatXpFrom) : mastery;

/** Mastery at the start of a level. */
export const masteryAt = (level: number, xpFrom: (level: number) => number = skillXpFrom): Mastery => ({
  level,
  next: xpFrom(level),
  xp: 0,
});
