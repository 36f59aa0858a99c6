import type { Rng } from '../rng.ts';
import { act } from './act.ts';
import type { Action } from './actions.ts';
import { fightOf } from './combat.ts';
import { type Loadout, searchGear } from './gear-search.ts';
import { type Tally, isReached, withEvents } from './goal.ts';
import { unitsOf } from './goods.ts';
import type { Hero, Land, Situation } from './hero.ts';
import type { Rules } from './rule-sets.ts';
import { hpFull, roomOf } from './stats.ts';
import type { Goal } from './task.ts';
import { indexOf } from './world-index.ts';
import type { Monster, Place, World } from './world.ts';

/** What a trial starts from. */
export interface TrialStart {
  readonly world: World;
  readonly rules: Rules;
  readonly situation: Situation;
  readonly tally: Tally;
  readonly goal: Goal;
}

/** The kernel with a fixed luck, and the plan that is written down while it is tried out. */
export interface Trial {
  readonly actions: readonly Action[];
  hero(): Hero;
  land(): Land;
  /** Whether the goal is reached; from then on nothing more is done. */
  isOver(): boolean;
  /** Units that can still be taken up. */
  room(): number;
  /** False when the kernel refuses. */
  attempt(action: Action): boolean;
  goTo(place: Place): boolean;
  /** Fights once, after resting and changing gear as far as needed; false when nothing at hand wins. */
  win(monster: Monster): boolean;
}

/** The worst that chance can do: each row's unit falls last, and one that may have fallen already has. */
export const worstLuck = (tries: Hero['tries']): Rng => luckOf(tries, (n) => n - 1, 0);
/** The best, with which a pack is fullest. */
export const bestLuck = (tries: Hero['tries']): Rng => luckOf(tries, () => 0, 1);

const luckOf = (tries: Hero['tries'], fallsAt: (oneIn: number) => number, ofAmounts: 0 | 1): Rng => {
  const streamOf = (labels: readonly (string | number)[]): Rng => ({
    ...luck,
    int: (n) => {
      const [kind, source, , row] = labels;
      if (kind !== 'drop') return ofAmounts * (n - 1);
      const before = unitsOf(tries, String(source));
      const isBegun = Math.floor(before / n) === row && before % n > 0;
      return isBegun ? ofAmounts * (before % n) : fallsAt(n);
    },
  });
  const luck: Rng = {
    int: () => 0,
    pick: (items) => items[0]!,
    shuffle: (items) => [...items],
    stream: (...labels) => streamOf(labels),
  };
  return luck;
};

/** Gear of what is at hand that wins from full hit points, with the fewest changes. */
const gearAtHand = (world: World, rules: Rules, hero: Hero, monster: Monster): Loadout | undefined =>
  searchGear({
    hero,
    monster,
    priceOf: (item, units) => (unitsOf(hero.inventory, item) >= units ? 0 : Number.POSITIVE_INFINITY),
    roundsMax: rules.roundsMax,
    world,
  })[0];

export const createTrial = (
  { goal, rules, situation: start, tally: before, world }: TrialStart,
  luck: Rng,
): Trial => {
  let situation = start;
  let tally = before;
  const actions: Action[] = [];
  const isOver = (): boolean => isReached(goal, tally, situation.hero);
  const attempt = (action: Action): boolean => {
    if (isOver()) return true;
    const acted = act(world, rules, situation, action, luck);
    if ('code' in acted) return false;
    situation = acted.situation;
    tally = withEvents(tally, acted.events);
    actions.push(action);
    return true;
  };
  const wear = (worn: Loadout['worn']): boolean =>
    Object.entries(worn).every(([slot, item]) => {
      const held = situation.hero.equipment[slot];
      if (held?.item === item) return true;
      const isFreed = held === undefined || attempt({ do: 'unequip', quantity: held.quantity, slot });
      return isFreed && attempt({ do: 'equip', item, quantity: 1, slot });
    });
  const wouldWin = (hero: Hero, monster: Monster): boolean => fightOf(world, rules, hero, monster).isWon;
  const prepare = (monster: Monster): boolean => {
    const { hero } = situation;
    if (wouldWin(hero, monster)) return true;
    if (wouldWin({ ...hero, hp: hpFull(world, hero) }, monster)) return attempt({ do: 'rest' });
    return false;
  };
  return {
    actions,
    hero: () => situation.hero,
    land: () => situation.land,
    isOver,
    room: () => (rules.hasCapacity ? roomOf(world, situation.hero) : Number.POSITIVE_INFINITY),
    attempt,
    goTo: ({ x, y }) => (situation.hero.x === x && situation.hero.y === y) || attempt({ do: 'move', x, y }),
    win: (monster) => {
      if (!prepare(monster)) {
        const loadout = gearAtHand(world, rules, situation.hero, monster);
        if (loadout === undefined || !wear(loadout.worn) || !prepare(monster)) return false;
      }
      return attempt({ do: 'fight' });
    },
  };
};

/** The monster of an id; the id must be one of the world's. */
export const monsterOf = (world: World, id: string): Monster => indexOf(world).monsters.get(id)!;
