import type { Action } from './actions.ts';

export const ruleSetIds = ['expedition', 'herobench', 'rivals'] as const;
export type RuleSetId = (typeof ruleSetIds)[number];

export type Verb = Action['do'];

/** How a world is played: facts that the kernel reads, so that one kernel serves all rule sets. */
export interface Rules {
  readonly id: RuleSetId;
  /** The actions that exist. */
  readonly verbs: readonly Verb[];
  /** `teleport`: any tile for one step. `walk`: the cheapest way over the terrain, between neighbours in four directions. */
  readonly travel: 'teleport' | 'walk';
  /** `certain`: every source gives all it has. `rated`: drops keep their stated rates. */
  readonly drops: 'certain' | 'rated';
  /** `reset`: full hit points before each fight. `kept`: hit points stay as they are; rest and food restore them. */
  readonly health: 'reset' | 'kept';
  /** A hero that falls wakes at the start: for nothing, or for the steps of the way, so that no fall is a way home. */
  readonly falls: 'wake-at-start' | 'carried-to-start';
  /** `whole`: exact integers. `doubles`: as HeroBench computes, some of whose recorded outcomes hang on residues. */
  readonly arithmetic: 'whole' | 'doubles';
  /** A fight that is not decided after so many rounds is lost. */
  readonly roundsMax: number;
  readonly hasCapacity: boolean;
  /** Whether units may be added to a slot of consumables that holds the same, or it must be empty. */
  readonly hasTopUps: boolean;
  readonly hasTools: boolean;
  /** `free`: any item for nothing. `fixed`: the price lists. `moving`: price lists that follow demand. */
  readonly prices: 'free' | 'fixed' | 'moving';
  /** Times that a resource tile can be gathered, by both players together, or null for no end. */
  readonly gathersATileMax: number | null;
}

const expedition: Rules = {
  id: 'expedition',
  verbs: [
    'move',
    'gather',
    'craft',
    'fight',
    'equip',
    'unequip',
    'use',
    'rest',
    'recycle',
    'deposit',
    'withdraw',
    'buy',
    'sell',
    'stop',
  ],
  travel: 'walk',
  drops: 'rated',
  health: 'kept',
  falls: 'carried-to-start',
  arithmetic: 'whole',
  roundsMax: 100,
  hasCapacity: true,
  hasTopUps: true,
  hasTools: true,
  prices: 'fixed',
  gathersATileMax: null,
};

/** The three rule sets: the default, HeroBench's own (arXiv 2508.12782), and the default with rivalry. */
export const ruleSets: Readonly<Record<RuleSetId, Rules>> = {
  expedition,
  herobench: {
    id: 'herobench',
    verbs: ['move', 'gather', 'craft', 'fight', 'equip', 'unequip', 'buy', 'stop'],
    travel: 'teleport',
    drops: 'certain',
    health: 'reset',
    falls: 'wake-at-start',
    arithmetic: 'doubles',
    roundsMax: 49,
    hasCapacity: false,
    hasTopUps: false,
    hasTools: false,
    prices: 'free',
    gathersATileMax: null,
  },
  rivals: {
    ...expedition,
    id: 'rivals',
    verbs: expedition.verbs.filter((verb) => verb !== 'stop'),
    prices: 'moving',
    gathersATileMax: 40,
  },
};

const heroBenchWithoutShop: Rules = {
  ...ruleSets.herobench,
  verbs: ruleSets.herobench.verbs.filter((verb) => verb !== 'buy'),
};

/** The rules of one task: HeroBench's shop gives everything away, so it is closed when a monster is the goal. */
export const rulesFor = (id: RuleSetId, goal: { readonly kind: string }): Rules =>
  id === 'herobench' && goal.kind !== 'craft' ? heroBenchWithoutShop : ruleSets[id];

/** The rules where things must be looked up. */
export const withLooks = (rules: Rules): Rules => {
  const known = lookingRules.get(rules) ?? { ...rules, verbs: [...rules.verbs, 'look'] };
  lookingRules.set(rules, known);
  return known;
};

const lookingRules = new Map<Rules, Rules>();
