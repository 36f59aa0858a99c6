import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type ModelServer, startModelServer } from '../../clients/agents/stand-in/model-server.ts';
import { createValueModel } from '../../clients/agents/stand-in/value-model.ts';
import { createFolder, parseLines, runAgon, startAgon } from './agon-process.ts';

/** A stand-in that is good at what it computes, and answers with something that is no move now and then. */
let server: ModelServer;
beforeAll(async () => {
  const model = createValueModel(0.8);
  server = await startModelServer(({ system, prompt, seed = 0, number }) => ({
    kind: 'answer',
    text: number % 17 === 16 ? 'I would rather not say.' : model.answer(system, prompt, seed),
  }));
});
afterAll(() => server.close());

const keyed = (): Record<string, string> => ({
  AGON_CUSTOM_BASE_URL: server.baseUrl,
  AGON_CUSTOM_API_KEY: 'sk-planted-key-0123456789abcdef',
});
const priced = 'price-input=1&price-output=4';

interface Conduct {
  readonly name: string;
  readonly games: number;
  readonly costPerGame: number | null;
  readonly costPerWin: number | 'infinite' | null;
  readonly fallbackShare: number | null;
  readonly onFrontier: boolean | null;
  readonly isClaimed: boolean;
  readonly refusals: Readonly<Record<string, number>> | null;
  readonly think: { readonly p50Ms: number; readonly p95Ms: number } | null;
}

interface Table {
  readonly type: string;
  readonly games: readonly { readonly ratings: { readonly players: readonly Conduct[] } }[];
}

test('a tournament of three language models and two bots tells what each costs and how it plays', async () => {
  const folder = await createFolder();
  const players = ['direct', 'vote&samples=3', 'mcts&iterations=12']
    .map(
      (strategy, at) =>
        `  - {name: model-${at}, player: 'llm:custom/lab?strategy=${strategy}&${priced}&fallback=random'}`,
    )
    .join('\n');
  const file = `name: models
games: [{id: tic-tac-toe}]
players:
${players}
  - player: bot:random
  - player: bot:perfect
schedule: {kind: round-robin, pairs: 3}
clock: llm
seed: 'c0ffee'
concurrency: 4
`;
  await writeFile(join(folder, 'models.yaml'), file);
  const json = await runAgon(['tournament', 'models.yaml', '--json'], folder, keyed());
  expect(json).toMatchObject({ code: 0 });
  const table = (parseLines(json.stdout) as Table[]).findLast(({ type }) => type === 'table')!;
  const rated = table.games[0]!.ratings.players;
  expect(rated).toHaveLength(5);
  // The arena asked the models itself, whatever the tournament calls them.
  expect(rated.map(({ isClaimed }) => isClaimed)).toEqual([false, false, false, false, false]);
  const models = rated.filter(({ name }) => name.startsWith('model-'));
  for (const { games, costPerGame, costPerWin, fallbackShare, think, onFrontier } of models) {
    expect(games).toBe(24);
    expect(costPerGame).toBeGreaterThan(0);
    expect(costPerWin === 'infinite' || costPerWin! >= costPerGame!).toBe(true);
    expect(fallbackShare).toBeGreaterThanOrEqual(0);
    expect(think!.p95Ms).toBeGreaterThanOrEqual(think!.p50Ms);
    expect(typeof onFrontier).toBe('boolean');
  }
  expect(models.some(({ refusals }) => refusals!['unparsable']! > 0)).toBe(true);
  const { input, output } = server.counted();
  const cost = models.reduce((sum, { costPerGame, games }) => sum + costPerGame! * games, 0);
  expect(cost).toBeCloseTo((input + 4 * output) / 1e6, 3);

  // Run again it plays nothing, and tells a terminal and a page the same.
  const text = await runAgon(['tournament', 'models.yaml'], folder, keyed());
  const page = await readFile(join(folder, 'models', 'report.html'), 'utf8');
  for (const title of ['Refused/100 turns', 'Fallback', 'Think p50', 'USD/win', 'Frontier']) {
    expect(text.stdout).toContain(title);
    expect(page).toContain(title);
  }
});

describe('agon evaluate', () => {
  test('plays a model against every bot of a game within its budget, and writes one report', async () => {
    const folder = await createFolder();
    const ran = await runAgon(
      [
        'evaluate',
        `llm:custom/lab?${priced}`,
        '--games',
        'tic-tac-toe',
        '--budget-usd',
        '0.02',
        '--seed',
        'c0ffee',
        '--json',
        '--trace',
        'spans.jsonl',
      ],
      folder,
      keyed(),
    );
    expect(ran).toMatchObject({ code: 0 });
    const [report] = parseLines(ran.stdout) as [Record<string, unknown>];
    expect(report).toMatchObject({ type: 'evaluation', stop: 'budget', agent: `llm:custom/lab?${priced}@1` });
    // The last pairs were begun before the money was spent.
    expect(report['spentUsd']).toBeGreaterThan(0.02);
    expect(report['spentUsd']).toBeLessThan(0.04);
    const files = await Promise.all(
      ['report.json', 'report.html', 'matches.jsonl'].map((name) =>
        readFile(join(folder, 'evaluation', name), 'utf8'),
      ),
    );
    expect(JSON.parse(files[0]!)).toEqual(report);
    expect(files[1]).toContain('Conduct and cost');
    const verified = await runAgon(['verify', join('evaluation', 'matches.jsonl')], folder);
    expect(verified.stdout).toContain('0 invalid');
    const spans = await readFile(join(folder, 'spans.jsonl'), 'utf8');
    expect(spans).toContain('gen_ai.operation.name');
    for (const text of [...files, spans, ran.stdout, ran.stderr]) expect(text).not.toContain('planted');
  });

  test('stops by itself when every interval is narrow', async () => {
    const folder = await createFolder();
    const ran = await runAgon(
      ['evaluate', 'bot:perfect', '--games', 'tic-tac-toe', '--precision', '0.12', '--json'],
      folder,
    );
    const [report] = parseLines(ran.stdout) as [{ stop: string; games: [{ score: { mean: number } }] }];
    expect(report.stop).toBe('tight');
    expect(report.games[0].score.mean).toBeGreaterThan(0.5);
  });

  test('that is interrupted says so, in its report as well', async () => {
    const folder = await createFolder();
    const running = startAgon(
      ['evaluate', 'bot:greedy', '--games', 'chess', '--precision', '0.001', '--json'],
      folder,
    );
    running.process.stderr.once('data', () => running.process.kill('SIGINT'));
    const ran = await running.over;
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain('"interrupted"');
    expect(parseLines(ran.stdout)).toMatchObject([{ type: 'evaluation', stop: 'interrupted' }]);
  });

  test.each([
    [['bot:greedy', '--games', 'chess,chesss'], 2, /did you mean|unknown-game/i],
    [['bot:perfect', '--games', 'chess'], 2, /perfect does not play chess/],
    [['bot:random', '--games', 'crafting-world'], 2, /agon benchmark/],
    [['llm:openai/gpt-5', '--games', 'chess'], 3, /OPENAI_API_KEY/],
    [['llm:openai/gpt-5?api-key=sk-1', '--games', 'chess'], 2, /secret/],
    [['llm:nobody/x', '--games', 'chess'], 2, /providers are openai/],
    [['llm:ollama/x?strategy=chess', '--games', 'chess'], 2, /there are: direct, vote/],
    [['llm:ollama/x?samples=3', '--games', 'chess'], 2, /samples/],
    [['llm:custom/x?match-usd=1', '--games', 'chess'], 2, /price-input/],
    [['llm:ollama/x?strategy=mcts', '--games', 'rock-paper-scissors'], 2, /simultaneous/],
  ] as const)('refuses %j with %i', async (parameters, code, message) => {
    const ran = await runAgon(['evaluate', ...parameters], await createFolder(), {
      AGON_CUSTOM_BASE_URL: 'http://127.0.0.1:9/v1',
    });
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr).not.toContain('sk-1');
  });
});

test('a key that its provider denies loses no game, and a play without any result says so', async () => {
  const denying = await startModelServer(() => ({ kind: 'error', status: 401 }));
  onTestFinished(() => denying.close());
  const ran = await runAgon(
    ['play', 'tic-tac-toe', '--seat', 'llm:custom/lab', '--seat', 'bot:random', '--games', '1', '--json'],
    await createFolder(),
    { ...keyed(), AGON_CUSTOM_BASE_URL: denying.baseUrl },
  );
  expect(ran.code).toBe(3);
  expect(ran.stderr).toContain('"no-result"');
  expect(parseLines(ran.stdout)[0]).toMatchObject({
    type: 'game',
    termination: 'void-provider',
    outcome: null,
  });
});

test('a play with bots alone does not load the SDK', async () => {
  const folder = await createFolder();
  const hooks = join(folder, 'hooks.mjs');
  await writeFile(
    hooks,
    `import { registerHooks } from 'node:module';
registerHooks({ resolve: (name, context, next) => {
  if (name === 'ai' || name.startsWith('@ai-sdk/')) throw new Error('the SDK was loaded');
  return next(name, context);
} });`,
  );
  const ran = await runAgon(['play', 'tic-tac-toe', '--seat', 'bot:random', '--seat', 'bot:random'], folder, {
    NODE_OPTIONS: `--import ${hooks}`,
  });
  expect(ran).toMatchObject({ code: 0 });
});
