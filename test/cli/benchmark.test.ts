import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { PuzzleRow } from '../../clients/cli/benchmark-puzzles.ts';
import type { SummaryRow } from '../../clients/cli/benchmark-summary.ts';
import type { Verdict } from '../../replays/verdict.ts';
import { createFolder, linesOf, parseLines, type Ran, runAgon, startAgon } from './agon-process.ts';

const set = { 'tic-tac-toe': { win: 3, fork: 2 }, 'cube-tic-tac-toe': { blocked: 2 } };
const puzzles = 7;
const small = ['benchmark', 'positional-puzzles', '--seed', 'c0ffee', '--config', JSON.stringify({ set })];

interface Table {
  readonly type: 'table';
  readonly seed: string;
  readonly rows: readonly SummaryRow[];
  readonly puzzles: readonly PuzzleRow[];
}

const tableOf = ({ stdout }: Ran): Table => parseLines(stdout).at(-1) as Table;

const verdictsOf = async (folder: string, path: string): Promise<readonly Verdict[]> => {
  const { code, stdout } = await runAgon(['verify', path, '--strict', '--json'], folder);
  expect(code).toBe(0);
  // A database's ledger has a verdict of its own, which names no match.
  return (parseLines(stdout) as Verdict[]).filter((verdict) => 'match' in verdict);
};

/** The player answers with this text whatever is asked. */
const alwaysSays = (text: string): string => `bot:always?text=${encodeURIComponent(text)}`;

test('players are compared on one set, from logs that verify, in figures, words and a page', async () => {
  const folder = await createFolder();
  const players = ['--player', 'bot:puzzle-solver', '--player', alwaysSays('<b>no & "no"</b>')];
  const asked = [...small, ...players, '--out', 'runs'];
  const ran = await runAgon([...asked, '--json', '--html', 'page.html'], folder);
  expect(ran.code).toBe(0);
  const [solver, mute] = parseLines(ran.stdout) as [object, object];
  expect(solver).toMatchObject({ type: 'run', score: puzzles, tokens: null, termination: 'normal' });
  // Each answer that cannot be read is a wrong one, and the match goes on to the last puzzle.
  expect(mute).toMatchObject({ type: 'run', score: 0, refusals: { unparsable: puzzles } });
  const rowOf = (board: string | null, verdict: string | null): PuzzleRow | undefined =>
    tableOf(ran).puzzles.find((row) => row.board === board && row.verdict === verdict);
  expect(rowOf(null, null)).toMatchObject({ puzzles, players: [{ passAt1: 1 }, { passAt1: 0 }] });
  expect(rowOf('tic-tac-toe', 'fork')).toMatchObject({ puzzles: 2, players: [{ right: 2 }, { right: 0 }] });
  expect(rowOf('square-tic-tac-toe', null)).toBeUndefined();
  const verdicts = await verdictsOf(folder, 'runs');
  expect(verdicts.map(({ status, steps }) => ({ status, steps }))).toEqual(
    Array(2).fill({ status: 'valid', steps: puzzles }),
  );

  const told = await runAgon(asked, folder);
  expect(told.stdout).toMatch(/^all +all +7 +100\.0 \[64\.6, 100\.0\] +0\.0 \[0\.0, 35\.4\]$/m);
  expect(told.stdout).toMatch(/answer refused +unparsable +7$/m);

  const page = await readFile(join(folder, 'page.html'), 'utf8');
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).not.toContain('<b>');
  expect(page).not.toMatch(/https?:|<script|<link|<img|url\(|@import/);
  expect(page).toContain("default-src 'none'");
  expect(page).toContain('100.0 [64.6, 100.0]');
});

test('what is over is not played again, and players may come later', async () => {
  const folder = await createFolder();
  const first = await runAgon([...small, '--player', 'bot:random', '--out', 'runs', '--json'], folder);
  const [before] = await verdictsOf(folder, 'runs');
  const again = await runAgon([...small, '--player', 'bot:random', '--out', 'runs', '--json'], folder);
  expect(again.stdout).toBe(first.stdout);
  // Without a seed the folder's own is taken: the newcomer gets the same tasks.
  const config = ['--config', JSON.stringify({ set })];
  const both = await runAgon(
    ['benchmark', 'positional-puzzles', ...config, '--out', 'runs', '--json'],
    folder,
  );
  expect(tableOf(both)).toMatchObject({ seed: 'c0ffee', rows: [{ runs: 1 }, { runs: 1 }] });
  expect(parseLines(both.stdout)[0]).toEqual(parseLines(first.stdout)[0]);
  const plays = await verdictsOf(folder, 'runs');
  expect(plays).toHaveLength(2);
  expect(plays).toContainEqual(before);
});

test('samples ask each puzzle again, and add nothing to the trials of an interval', async () => {
  const folder = await createFolder();
  const ran = await runAgon([...small, '--player', 'bot:puzzle-solver', '--samples', '3', '--json'], folder);
  const { puzzles: rows } = tableOf(ran);
  const [low] = rows.at(-1)!.players[0]!.interval;
  expect(rows.at(-1)).toMatchObject({ puzzles, players: [{ asked: 3 * puzzles, right: 3 * puzzles }] });
  expect(low).toBeCloseTo(0.6457, 4);
});

test('the published composition is the default, and what --set asks for', async () => {
  const folder = await createFolder();
  const whole = [
    'benchmark',
    'positional-puzzles',
    '--seed',
    'ab',
    '--player',
    'bot:puzzle-solver',
    '--json',
  ];
  const byDefault = await runAgon([...whole, '--out', 'one'], folder);
  expect(tableOf(byDefault).puzzles.at(-1)).toMatchObject({ puzzles: 412, players: [{ right: 412 }] });
  const config = JSON.stringify({ set });
  const asked = await runAgon([...whole, '--config', config, '--set', 'published', '--out', 'two'], folder);
  expect(asked.stdout).toBe(byDefault.stdout);
});

const many = [...small, '--per-level', '40', '--json'];

test('killed and resumed, it comes to what an undisturbed run comes to', async () => {
  const folder = await createFolder();
  const whole = await runAgon([...many, '--out', 'whole'], folder);
  expect(whole.code).toBe(0);
  expect(tableOf(whole).rows).toMatchObject([{ runs: 40 }, { runs: 40, score: { mean: puzzles } }]);
  for (const from of [10, 50]) {
    const running = startAgon([...many, '--out', 'cut'], folder);
    const percent = from + randomInt(20);
    for await (const line of linesOf(running.process.stderr)) {
      const [, done, total] = /^(\d+) of (\d+) runs$/.exec(line) ?? [];
      if ((100 * Number(done)) / Number(total) >= percent) running.process.kill('SIGKILL');
    }
    expect(await running.over).toMatchObject({ code: null, stdout: '' });
  }
  const resumed = await runAgon([...many, '--out', 'cut'], folder);
  expect(resumed.stdout).toBe(whole.stdout);
  const playsOf = async (path: string): Promise<ReadonlyMap<string | null, string | undefined>> =>
    new Map((await verdictsOf(folder, path)).map(({ match, play }) => [match, play]));
  expect(await playsOf('cut')).toEqual(await playsOf('whole'));
});

test('an interrupted benchmark says how to go on', async () => {
  const folder = await createFolder();
  const running = startAgon(many, folder);
  running.process.stderr.once('data', () => running.process.kill('SIGINT'));
  const ran = await running.over;
  expect(ran).toMatchObject({ code: 3, stdout: '' });
  expect(ran.stderr).toContain('"interrupted"');
});

describe('a folder', () => {
  test('belongs to one game and one seed', async () => {
    const folder = await createFolder();
    await runAgon([...small, '--out', 'runs'], folder);
    const other = small.map((word) => (word === 'c0ffee' ? 'decaf0' : word));
    const ran = await runAgon([...other, '--out', 'runs', '--json'], folder);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('"folder-taken"');
  });

  test('with a changed log gives no table', async () => {
    const folder = await createFolder();
    await runAgon([...small, '--player', 'bot:random', '--out', 'runs'], folder);
    const database = new DatabaseSync(join(folder, 'runs', 'agon.sqlite'));
    const changed = database.prepare(`UPDATE lines SET text = replace(text, '"local"', '"other"')`).run();
    expect(changed.changes).toBeGreaterThan(puzzles);
    database.close();
    const ran = await runAgon([...small, '--player', 'bot:random', '--out', 'runs', '--json'], folder);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('"bad-log"');
  });
});

test.each([
  [['chess'], 'not-solo'],
  [['positional-puzzle'], 'unknown-game'],
  [['positional-puzzles', '--levels', '1-2'], 'bad-option'],
  [['positional-puzzles', '--levels', '3-1'], 'usage'],
  [['positional-puzzles', '--variant', 'noise'], 'bad-option'],
  [['positional-puzzles', '--set', 'mine'], 'usage'],
  [['positional-puzzles', '--samples', '0'], 'usage'],
  [['positional-puzzles', '--config', '[]'], 'bad-config'],
  [['positional-puzzles', '--config', '{"sets": {}}'], 'bad-config'],
  [['positional-puzzles', '--player', 'bot:perfect'], 'game-not-played'],
  [['positional-puzzles', '--player', 'bot:random', '--player', 'bot:random'], 'player-twice'],
])('%j is refused as %s, and makes no folder', async (words, code) => {
  const folder = await createFolder();
  const ran = await runAgon(['benchmark', ...words, '--out', 'runs', '--json'], folder);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(parseLines(ran.stderr)).toMatchObject([{ error: { code } }]);
  await expect(readFile(join(folder, 'runs', 'agon.sqlite'))).rejects.toThrow('ENOENT');
});
test('the crafting world is told by level, with success, progress, efficiency and what went wrong', async () => {
  const folder = await createFolder();
  const words = ['benchmark', 'crafting-world', '--seed', 'c0ffee', '--levels', '1-2', '--per-level', '2'];
  const players = ['--player', 'bot:oracle', '--player', alwaysSays('no')];
  const ran = await runAgon([...words, ...players, '--json'], folder);
  expect(ran.code).toBe(0);
  expect(tableOf(ran).rows.map(({ level, player, runs }) => [level, player, runs])).toEqual([
    [1, 0, 2],
    [1, 1, 2],
    [2, 0, 2],
    [2, 1, 2],
    [null, 0, 4],
    [null, 1, 4],
  ]);
  const [oracle, mute] = tableOf(ran).rows.slice(-2);
  expect(oracle).toMatchObject({ success: { mean: 1 }, progress: { mean: 100 }, failures: {} });
  expect(mute).toMatchObject({
    success: { mean: 0 },
    progress: { mean: 0 },
    failures: { 'wrong-format': 4 },
  });
  const verdicts = await verdictsOf(folder, 'crafting-world-benchmark');
  expect(verdicts.filter(({ status }) => status === 'valid')).toHaveLength(8);
  // The command that shows a task shows the one that was played.
  const shown = await runAgon(
    ['crafting', 'task', '--seed', 'c0ffee', '--level', '2', '--number', '2', '--json'],
    folder,
  );
  const database = new DatabaseSync(join(folder, 'crafting-world-benchmark', 'agon.sqlite'), {
    readOnly: true,
  });
  const ends = database.prepare(`SELECT text FROM lines WHERE text LIKE '%"type":"end"%'`).all();
  database.close();
  const seeds = ends.map(({ text }) => (JSON.parse(String(text)) as { readonly seed: string }).seed);
  expect(seeds).toContain((parseLines(shown.stdout)[0] as { readonly seed: string }).seed);
});
