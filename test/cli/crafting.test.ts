import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { EpisodeReplay } from '../../games/crafting-world/herobench/replay.ts';
import type { Plan } from '../../games/crafting-world/plan.ts';
import { configSchema } from '../../games/crafting-world/config.ts';
import { craftingWorld } from '../../games/crafting-world/game.ts';
import { stepRng } from '../../games/rng.ts';
import { createFolder, parseLines, type Ran, runAgon } from './agon-process.ts';

const run = async (words: readonly string[]): Promise<Ran> =>
  runAgon(['crafting', ...words], await createFolder());

const dataOf = async <T>(words: readonly string[]): Promise<T> => {
  const { code, stdout, stderr } = await run([...words, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [value] = parseLines(stdout);
  return value as T;
};

const seeded = ['--seed', 'c0ffee', '--level', '2'];

interface Task {
  readonly seed: string;
  readonly config: typeof craftingWorld.defaults;
  readonly rules: string;
  readonly text: string;
}

interface Oracle {
  readonly seed: string;
  readonly plan: Plan;
  readonly leastSteps: number | null;
  readonly end: string;
  readonly report: { readonly steps: number; readonly isSuccess: boolean };
}

describe('a task', () => {
  test('is a function of seed, level, variant and number', async () => {
    const one = await dataOf<Task>(['task', ...seeded]);
    expect(await dataOf<Task>(['task', ...seeded])).toEqual(one);
    for (const other of [
      ['--number', '2'],
      ['--level', '3'],
      ['--variant', 'noise'],
      ['--seed', 'decaf0'],
    ])
      expect((await dataOf<Task>(['task', ...seeded, ...other])).text).not.toBe(one.text);
  });

  test('is told as the seat is told, and hides what an agent must not know', async () => {
    const { seed, config, rules, text } = await dataOf<Task>(['task', ...seeded]);
    const state = craftingWorld.setup(config, stepRng(seed, 0));
    expect(text).toBe(craftingWorld.describe(craftingWorld.view(state, 0)));
    const { stdout } = await run(['task', ...seeded]);
    expect(stdout).toBe(`${rules}\n\n${text}\n`);
    expect((await run(['task', ...seeded, '--json'])).stdout).not.toMatch(
      /oracleSteps|milestones"|isPossible/,
    );
  });

  test('lies in a world that is shown whole', async () => {
    const { text } = await dataOf<Task>(['task', ...seeded]);
    const world = await dataOf<{ readonly world: { readonly items: readonly { id: string }[] } }>([
      'world',
      ...seeded,
    ]);
    const { stdout } = await run(['world', ...seeded]);
    for (const { id } of world.world.items) expect(stdout).toContain(id);
    expect(stdout.length).toBeGreaterThan(text.length);
  });
});

describe('the oracle', () => {
  test.each(['plain', 'leveling', 'noise'])(
    'has a plan that the game executes to success: %s',
    async (variant) => {
      const words = [...seeded, '--variant', variant];
      const { seed, plan, leastSteps, end, report } = await dataOf<Oracle>(['oracle', ...words]);
      const { config } = await dataOf<Task>(['task', ...words]);
      const state = craftingWorld.setup(config, stepRng(seed, 0));
      expect(craftingWorld.check(state, 0, craftingWorld.schemas.action.parse(plan))).toBeUndefined();
      const after = craftingWorld.step(state, new Map([[0, plan]]), stepRng(seed, 1));
      expect(after.end).toBe(end);
      expect(end).toBe('goal-reached');
      expect(report.steps).toBe(after.run.hero.steps);
      expect(leastSteps).toBeGreaterThan(0);
      expect(leastSteps).toBeLessThanOrEqual(report.steps);
    },
  );

  test('answers an impossible task so', async () => {
    const oracle = await dataOf<Oracle>(['oracle', ...seeded, '--variant', 'impossible']);
    expect(oracle).toMatchObject({ end: 'impossible-confirmed', leastSteps: null });
    expect(oracle.plan).toEqual({ actions: [{ do: 'stop', reason: 'impossible' }] });
    const { stdout } = await run(['oracle', ...seeded]);
    expect(stdout).toMatch(
      /^Executed: goal-reached after \d+ steps of \d+; no plan takes fewer than \d+\.$/m,
    );
  });
});

test.each([
  [['oracle'], 'usage', 'agon crafting oracle --help'],
  [['oracle', '--seed', 'xyz'], 'usage', 'agon crafting oracle --help'],
  [['task', '--seed', 'ab', '--level', '11'], 'usage', 'agon crafting task --help'],
  [['task', '--seed', 'ab', '--variant', 'nosie'], 'bad-config', 'Its defaults are'],
  [['orcale'], 'usage', 'agon crafting --help'],
  [['replay', '--world', 'world.json'], 'usage', 'agon crafting replay --help'],
])('%j is refused as %s', async (words, code, hint) => {
  const ran = await run([...words, '--json']);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(parseLines(ran.stderr)).toMatchObject([
    { error: { code, hint: expect.stringContaining(hint) as string } },
  ]);
});

test('help names every variant', async () => {
  const { stdout } = await run(['task', '--help']);
  for (const variant of configSchema.shape.variant.unwrap().options) expect(stdout).toContain(variant);
});

const empty = { items: [], maps: [], monsters: [], resources: [] };

describe('files of another kind', () => {
  test.each([
    ['not JSON', '{', '[]', 2, 'bad-file'],
    ['no world', '{"items": 1}', '[]', 2, 'bad-file'],
    ['no episodes', JSON.stringify(empty), '[{"level": 1}]', 2, 'bad-file'],
    ['no file', undefined, '[]', 3, 'no-file'],
  ])('%s', async (_, world, episodes, exit, code) => {
    const folder = await createFolder();
    if (world !== undefined) await writeFile(join(folder, 'world.json'), world);
    await writeFile(join(folder, 'episodes.json'), episodes);
    const words = ['crafting', 'replay', '--world', 'world.json', '--episodes', 'episodes.json', '--json'];
    const ran = await runAgon(words, folder);
    expect(ran).toMatchObject({ code: exit, stdout: '' });
    expect(parseLines(ran.stderr)).toMatchObject([{ error: { code } }]);
  });
});

const recorded = fileURLToPath(new URL('../../../shared/data/herobench/', import.meta.url));
const isHere = existsSync(recorded);
if (!isHere) console.log('skipped: HeroBench’s recorded episodes are not beside the project');

describe.skipIf(!isHere)('recorded episodes', () => {
  const replay = (episodes: string, words: readonly string[] = []): Promise<Ran> =>
    run(['replay', '--world', join(recorded, 'world.json'), '--episodes', episodes, ...words]);

  test('all but the known one end as they were recorded', async () => {
    const { code, stdout } = await replay(join(recorded, 'episodes.json'));
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout:
        '35 of 36 episodes replay to their recorded outcome\n' +
        'level 5, task 3, grok-4: recorded lose, replayed win\n',
    });
  });

  test('the exit code is 0 where all agree, and 1 where an outcome is turned round', async () => {
    const folder = await createFolder();
    const path = join(folder, 'episodes.json');
    const all = JSON.parse(await readFile(join(recorded, 'episodes.json'), 'utf8')) as EpisodeReplay[];
    const [first, second] = all as [EpisodeReplay, EpisodeReplay];
    await writeFile(path, JSON.stringify([first, second]));
    const good = await replay(path, ['--json']);
    expect(good.code).toBe(0);
    expect(parseLines(good.stdout)).toMatchObject([{ type: 'replay', episodes: 2, others: [] }]);
    const turned = { ...first, recorded: first.recorded === 'win' ? 'lose' : 'win' };
    await writeFile(path, JSON.stringify([turned, second]));
    const bad = await replay(path, ['--json']);
    expect(bad.code).toBe(1);
    expect(parseLines(bad.stdout)).toMatchObject([
      {
        summary: '1 of 2 episodes replay to their recorded outcome',
        others: [{ recorded: turned.recorded }],
      },
    ]);
  });
});
