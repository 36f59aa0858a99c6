import type { Rng } from '../rng.ts';
import { fight, gather } from './act-afield.ts';
import { equip, rest, unequip, use } from './act-hero.ts';
import { craft, recycle } from './act-workshop.ts';
import { buy, deposit, sell, withdraw } from './act-trade.ts';
import type { Action, ActionOf } from './actions.ts';
import { type Acted, refuse } from './events.ts';
import type { Situation } from './hero.ts';
import type { Rules } from './rule-sets.ts';
import { revealedBy } from './slice.ts';
import { stepsBetween } from './travel.ts';
import { indexOf, placeKey } from './world-index.ts';
import type { World } from './world.ts';

const move = (
  world: World,
  rules: Rules,
  { hero, land }: Situation,
  to: { readonly x: number; readonly y: number },
): Acted => {
  const { x, y } = to;
  if (!indexOf(world).tiles.has(placeKey(to)))
    return refuse('no-such-place', `There is no tile at (${x}, ${y}). Move to a tile of the map.`);
  if (hero.x === x && hero.y === y) return refuse('already-here', `You already stand at (${x}, ${y}).`);
  const steps = rules.travel === 'teleport' ? 1 : stepsBetween(world, hero, to);
  if (steps === undefined)
    return refuse('unreachable', `No way over the map leads from (${hero.x}, ${hero.y}) to (${x}, ${y}).`);
  return {
    events: [{ kind: 'moved', steps, x, y }],
    situation: { hero: { ...hero, steps: hero.steps + steps, x, y }, land },
  };
};

/** Looking something up takes no step: it changes nothing but what is known. */
const look = (world: World, situation: Situation, { id }: ActionOf<'look'>): Acted => {
  const shown = revealedBy(world, id);
  return shown.length === 0
    ? refuse(
        'unknown-id',
        `There is no item, monster, resource or shop "${id}". Write its id as it is listed.`,
      )
    : { events: [{ id, kind: 'looked', shown }], situation };
};

/**
 * The kernel: what one primitive action of a hero does. Pure, and refused actions cost nothing. `rng` gives luck by its
 * streams alone, so equal tries have equal luck whenever they are made.
 */
export const act = (world: World, rules: Rules, situation: Situation, action: Action, rng: Rng): Acted => {
  if (!rules.verbs.includes(action.do))
    return refuse(
      'not-in-these-rules',
      `These rules have no ${action.do}. They have ${rules.verbs.join(', ')}.`,
    );
  switch (action.do) {
    case 'move':
      return move(world, rules, situation, action);
    case 'gather':
      return gather(world, rules, situation, rng);
    case 'fight':
      return fight(world, rules, situation, rng);
    case 'craft':
      return craft(world, rules, situation, action);
    case 'recycle':
      return recycle(world, rules, situation, action);
    case 'equip':
      return equip(world, rules, situation, action);
    case 'unequip':
      return unequip(world, rules, situation, action);
    case 'use':
      return use(world, situation, action);
    case 'rest':
      return rest(world, situation);
    case 'deposit':
      return deposit(world, situation, action);
    case 'withdraw':
      return withdraw(world, rules, situation, action);
    case 'buy':
      return buy(world, rules, situation, action);
    case 'sell':
      return sell(world, rules, situation, action);
    case 'look':
      return look(world, situation, action);
    case 'stop':
      return { events: [{ kind: 'stopped', reason: action.reason }], situation };
  }
};
