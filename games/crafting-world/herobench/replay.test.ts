import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { replayEpisodes } from './replay.ts';

const folder = new URL('../../../../shared/data/herobench/', import.meta.url);
const isHere = existsSync(folder);
if (!isHere) console.log('skipped: HeroBench’s recorded episodes are not beside the project');

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

interface Recorded {
  readonly calls: number;
  readonly errors: number;
  readonly replayed: string;
}

describe.skipIf(!isHere)('the recorded episodes', () => {
  test('all end as recorded but for one, which was lost at the source and wins', () => {
    const { episodes, summary } = replayEpisodes(read('world.json'), read('episodes.json'));
    expect(summary).toBe('35 of 36 episodes replay to their recorded outcome');
    expect(episodes.filter(({ recorded, replayed }) => recorded !== replayed)).toMatchObject([
      { level: 5, model: 'grok-4', recorded: 'lose', replayed: 'win', task: 3 },
    ]);
  });

  test('as many calls are refused as were', () => {
    const recorded = read('episodes.json') as readonly Recorded[];
    const { episodes } = replayEpisodes(read('world.json'), recorded);
    expect(episodes.map(({ calls, errors, replayed }) => ({ calls, errors, replayed }))).toEqual(
      recorded.map(({ calls, errors, replayed }) => ({ calls, errors, replayed })),
    );
  });
});

const element = (prefix: string, values: Partial<Record<string, number>> = {}) =>
  Object.fromEntries(
    ['fire', 'earth', 'water', 'air'].map((name) => [`${prefix}_${name}`, values[name] ?? 0]),
  );

const item = (code: string, type: string, effects: readonly object[] = [], craft: object | null = null) => ({
  code,
  craft,
  effects,
  level: 1,
  name: code,
  subtype: '',
  type,
});

const world = {
  items: [
    item('gold', 'resource', [], {
      items: [{ code: 'ore', quantity: 2 }],
      level: 1,
      quantity: 1,
      skill: 'smelting',
    }),
    item('gold_sword', 'weapon', [{ name: 'attack_fire', value: 50 }], {
      items: [{ code: 'gold', quantity: 1 }],
      level: 1,
      quantity: 1,
      skill: 'smelting',
    }),
    item('ore', 'resource'),
  ],
  maps: [
    { content: null, x: 0, y: 0 },
    { content: { code: 'rocks', type: 'resource' }, x: 1, y: 0 },
    { content: { code: 'smelting', type: 'workshop' }, x: 2, y: 0 },
    { content: { code: 'bat', type: 'monster' }, x: 3, y: 0 },
    { content: { code: 'grand_exchange', type: 'grand_exchange' }, x: 4, y: 0 },
  ],
  monsters: [
    {
      ...element('attack', { air: 5 }),
      ...element('res'),
      code: 'bat',
      drops: [],
      hp: 90,
      level: 1,
      name: 'Bat',
    },
  ],
  resources: [
    {
      code: 'rocks',
      drops: [{ code: 'ore', max_quantity: 1, min_quantity: 1, rate: 5000 }],
      level: 1,
      name: 'Rocks',
      skill: 'smelting',
    },
  ],
};

const hero = {
  ...element('attack'),
  hp: 50,
  inventory: [],
  level: 1,
  max_xp: 150,
  smelting_level: 1,
  x: 0,
  xp: 0,
  y: 0,
};

const outcomeOf = (goal: object, actions: readonly unknown[], members: object = {}) =>
  replayEpisodes(world, [{ actions, goal, hero, level: 1, model: 'm', recorded: 'win', task: 1, ...members }])
    .episodes[0]!;

const craftGold = { code: 'gold', kind: 'craft' };
const killBat = { code: 'bat', kind: 'kill' };
const oreFrom = (count: number) => [['move', 1, 0], ['gather', count], ['move', 2, 0]]; // prettier-ignore
const sword = [
  ...oreFrom(2),
  ['craft', 'gold', 1],
  ['craft', 'gold_sword', 1],
  ['equip', 'weapon', 'gold_sword'],
];

describe('the semantics of the source', () => {
  test('a craft wins; a failed attempt before or after it spoils it', () => {
    expect(outcomeOf(craftGold, [...oreFrom(2), ['craft', 'gold', 1]]).replayed).toBe('win');
    expect(outcomeOf(craftGold, [['craft', 'gold', 1], ...oreFrom(2), ['craft', 'gold', 1]]).replayed).toBe(
      'lose',
    );
    expect(outcomeOf(craftGold, [...oreFrom(2), ['craft', 'gold', 1], ['craft', 'gold', 1]]).replayed).toBe(
      'lose',
    );
  });

  test('codes are matched within the lines of the log, also among what was missing', () => {
    expect(outcomeOf({ code: 'sword', kind: 'craft' }, sword).replayed).toBe('win');
    expect(
      outcomeOf(craftGold, [...oreFrom(2), ['craft', 'gold_sword', 1], ['craft', 'gold', 1]]).replayed,
    ).toBe('lose');
  });

  test('a kill is won by any victory, whatever fails around it', () => {
    const fight = [...sword, ['move', 3, 0], ['fight'], ['fight']];
    expect(outcomeOf(killBat, [['fight'], ...fight])).toMatchObject({ errors: 1, replayed: 'win' });
    expect(outcomeOf(killBat, fight.slice(0, -2)).replayed).toBe('lose');
  });

  test('a plan that cannot be read or breaks off loses with all that it did', () => {
    const won = [...sword, ['move', 3, 0], ['fight']];
    expect(outcomeOf(killBat, won).replayed).toBe('win');
    expect(outcomeOf(killBat, won, { planError: 'SyntaxError' }).replayed).toBe('lose');
    expect(outcomeOf(killBat, [], { planError: 'no code' }).replayed).toBe('lose');
  });

  test('the shop gives when the goal is a craft and is closed when it is a kill', () => {
    expect(
      outcomeOf(craftGold, [
        ['move', 4, 0],
        ['buy', 'ore', 2],
        ['move', 2, 0],
        ['craft', 'gold', 1],
      ]),
    ).toMatchObject({
      errors: 0,
      replayed: 'win',
    });
    expect(
      outcomeOf(killBat, [
        ['move', 4, 0],
        ['buy', 'gold_sword', 1],
        ['equip', 'weapon', 'gold_sword'],
        ['move', 3, 0],
        ['fight'],
      ]),
    ).toMatchObject({ errors: 2, replayed: 'lose' });
  });

  test('calls that make no sense are refused and cost nothing else', () => {
    const odd = [
      ['move', 'a', 'b'],
      ['move', 77, 77],
      ['gather', -1],
      ['craft', 'gold', 0],
      ['equip', 'nose', 'gold'],
      ['dance'],
    ];
    expect(outcomeOf(craftGold, [...odd, ...oreFrom(2), ['craft', 'gold', 1]])).toMatchObject({
      calls: 10,
      errors: 6,
      replayed: 'win',
    });
  });

  test('what a hero leaves out is as at the start, and empty places of an inventory are passed over', () => {
    const bare = {
      hp: 50,
      inventory: [
        { code: '', quantity: 0, slot: 1 },
        { code: 'ore', quantity: 2, slot: 2 },
      ],
    };
    const work = [['move', 2, 0], ['craft', 'gold', 1]]; // prettier-ignore
    expect(outcomeOf(craftGold, work, { hero: bare })).toMatchObject({ errors: 0, replayed: 'win' });
    expect(outcomeOf(craftGold, work, { hero: { hp: 50, inventory: null } }).replayed).toBe('lose');
  });

  test('a slot of consumables must be empty, also for more of the same', () => {
    const stew = item('stew', 'consumable', [{ name: 'restore', value: 40 }]);
    const carrying = { ...hero, attack_fire: 10, inventory: [{ code: 'stew', quantity: 3 }] };
    const plan = [
      ['equip', 'consumable1', 'stew', 1],
      ['equip', 'consumable1', 'stew', 1],
    ];
    const run = {
      actions: plan,
      goal: killBat,
      hero: carrying,
      level: '10',
      model: 'm',
      recorded: 'lose',
      task: 1,
    };
    const [first] = replayEpisodes({ ...world, items: [...world.items, stew] }, [run]).episodes;
    expect(first).toMatchObject({ calls: 2, errors: 1, level: '10' });
  });

  test('a victory counts whose line holds the name of the target', () => {
    const lord = { ...world.monsters[0]!, code: 'bat_lord', name: 'Bat Lord' };
    const maps = [...world.maps, { content: { code: 'bat_lord', type: 'monster' }, x: 5, y: 0 }];
    const source = { ...world, maps, monsters: [...world.monsters, lord] };
    const actions = [...sword, ['move', 5, 0], ['fight']];
    const run = { actions, goal: killBat, hero, level: 1, model: 'm', recorded: 'win', task: 1 };
    expect(replayEpisodes(source, [run]).episodes[0]!.replayed).toBe('win');
  });

  test('what is thrown away is gone, and calls with odd arguments are refused, not the file', () => {
    const thrown = [...oreFrom(2), ['delete_item', 'ore', 1], ['craft', 'gold', 1]];
    expect(outcomeOf(craftGold, thrown)).toMatchObject({ errors: 1, replayed: 'lose' });
    const odd = [
      ['move', null, 0],
      ['gather', { n: 1 }],
      ['delete_item', '__proto__'],
      ['craft', ['gold']],
    ];
    expect(outcomeOf(craftGold, [...odd, ...oreFrom(2), ['craft', 'gold', 1]])).toMatchObject({
      errors: 4,
      replayed: 'win',
    });
  });

  test('files of another shape are refused', () => {
    expect(() => replayEpisodes({}, [])).toThrow(/items/);
    expect(() => replayEpisodes(world, [{ goal: craftGold }])).toThrow(/actions/);
    expect(() => replayEpisodes({ ...world, items: [item('__proto__', 'resource')] }, [])).toThrow(/code/);
  });
});
