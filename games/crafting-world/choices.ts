import { act } from './act.ts';
import type { Action } from './actions.ts';
import type { Situation } from './hero.ts';
import type { Plan } from './plan.ts';
import type { Rules } from './rule-sets.ts';
import { siteAt } from './world-index.ts';
import type { Rng } from '../rng.ts';
import { stepRng } from '../rng.ts';
import type { World } from './world.ts';

/** How many actions a sample of the legal ones holds at most. */
const choicesMax = 40;

/** And how many of these look something up. */
const looksMax = 4;

/** Whether an action is possible does not hang on luck, so any generator serves to find out. */
const anyLuck: Rng = stepRng('0'.repeat(32), 0);

const here = (world: World, { hero }: Situation): readonly Action[] => {
  const site = siteAt(world, hero);
  switch (site?.kind) {
    case 'resource':
      return [{ do: 'gather' }];
    case 'monster':
      return [{ do: 'fight' }];
    case 'workshop':
      return world.items
        .filter(({ recipe }) => recipe?.skill === site.id)
        .map(({ id }) => ({ do: 'craft', item: id, quantity: 1 }));
    case 'shop': {
      const shop = world.shops.find(({ id }) => id === site.id);
      return [
        ...(shop?.sells ?? []).map(({ item }) => ({ do: 'buy', item, quantity: 1 }) as const),
        ...(shop?.buys ?? []).map(({ item }) => ({ do: 'sell', item, quantity: 1 }) as const),
      ];
    }
    case 'bank':
      return Object.keys(hero.inventory).map((item) => ({ do: 'deposit', item, quantity: 1 }));
    case undefined:
      return [];
  }
};

const gear = (world: World, { hero }: Situation): readonly Action[] =>
  world.slots.flatMap(({ id: slot, kind }) =>
    world.items
      .filter((item) => item.kind === kind && (hero.inventory[item.id] ?? 0) > 0)
      .map(({ id }) => ({ do: 'equip', item: id, quantity: 1, slot }) as const),
  );

const journeys = (world: World): readonly Action[] =>
  world.tiles.filter(({ site }) => site !== null).map(({ x, y }) => ({ do: 'move', x, y }));

/** A sample of what the hero can do now, a plan of one action each, in a fixed order; stopping is always among them. `unknown` can be looked up. */
export const choicesFor = (
  world: World,
  rules: Rules,
  situation: Situation,
  unknown: readonly string[] = [],
): readonly Plan[] => {
  const possible: Action[] = [];
  const candidates: readonly Action[] = [
    ...here(world, situation),
    ...gear(world, situation),
    { do: 'rest' },
    ...journeys(world),
  ];
  for (const action of candidates) {
    if (possible.length === choicesMax - looksMax - 1) break;
    if (!('code' in act(world, rules, situation, action, anyLuck))) possible.push(action);
  }
  const looks = unknown.slice(0, looksMax).map((id) => ({ do: 'look' as const, id }));
  return [...looks, ...possible, { do: 'stop' as const, reason: 'done' as const }].map((action) => ({
    actions: [action],
  }));
};
