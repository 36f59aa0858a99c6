import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Verdict } from '../../replays/verdict.ts';
import { createFolder, linesOf, parseLines, type Ran, runAgon, startAgon } from './agon-process.ts';

const file = `name: cup
games:
  - id: tic-tac-toe
  - id: rock-paper-scissors
    config: {rounds: 40}
  - id: kuhn-poker
    config: {hands: 40}
players:
  - player: bot:random
  - {name: rules-of-thumb, player: bot:greedy}
  - {name: null-agent, player: 'bot:always?text=check'}
schedule: {kind: round-robin, pairs: 3}
seed: 'c0ffee'
concurrency: 4
`;
const matchesCount = 3 * 3 * 3 * 2;

const createCup = async (): Promise<string> => {
  const folder = await createFolder();
  await writeFile(join(folder, 'cup.yaml'), file);
  return folder;
};

/** The percentage in a line of progress. */
const percentOf = (line: string): number => {
  const [, done, total] = /^(\d+) of (\d+) matches$/.exec(line) ?? [];
  return (100 * Number(done)) / Number(total);
};

/** Runs the tournament until it is this far, then kills it as a power cut would. */
const runUntil = async (percent: number, folder: string): Promise<Ran> => {
  const running = startAgon(['tournament', 'cup.yaml', '--out', 'cut', '--json'], folder);
  for await (const line of linesOf(running.process.stderr))
    if (percentOf(line) >= percent) running.process.kill('SIGKILL');
  return running.over;
};

const playsOf = async (folder: string, path: string): Promise<Map<string | null, string | undefined>> => {
  const { code, stdout } = await runAgon(['verify', path, '--strict', '--json'], folder);
  expect(code).toBe(0);
  return new Map((parseLines(stdout) as Verdict[]).map(({ match, play }) => [match, play]));
};

test('killed three times and resumed, it comes to what an undisturbed run comes to', async () => {
  const folder = await createCup();
  const whole = await runAgon(['tournament', 'cup.yaml', '--out', 'whole', '--json'], folder);
  expect(whole.code).toBe(0);
  for (const from of [10, 40, 70]) {
    const killed = await runUntil(from + randomInt(20), folder);
    expect(killed).toMatchObject({ code: null, stdout: '' });
  }
  const resumed = await runAgon(['tournament', 'cup.yaml', '--out', 'cut', '--json'], folder);
  expect(resumed.code).toBe(0);
  expect(resumed.stdout).toBe(whole.stdout);
  expect(parseLines(whole.stdout)).toMatchObject([{ type: 'table', matches: matchesCount }]);
  // The same matches, each once, move for move; and the kills did hit some of them.
  const plays = await playsOf(folder, 'whole');
  expect(plays.size).toBe(matchesCount);
  expect(await playsOf(folder, 'cut')).toEqual(plays);
  expect(await playsOf(folder, 'cut/matches.jsonl')).toEqual(plays);
  expect(await readFile(join(folder, 'cut', 'matches.jsonl'), 'utf8')).toContain('"kind":"adopted"');
});

test('a finished tournament plays nothing again, and a changed file is refused', async () => {
  const folder = await createCup();
  const short = file.replace('pairs: 3', 'pairs: 1');
  await writeFile(join(folder, 'cup.yaml'), short);
  const first = await runAgon(['tournament', 'cup.yaml', '--json'], folder);
  const logs = await readFile(join(folder, 'cup', 'matches.jsonl'), 'utf8');
  const second = await runAgon(['tournament', 'cup.yaml', '--json'], folder);
  expect(second.stdout).toBe(first.stdout);
  expect(await readFile(join(folder, 'cup', 'matches.jsonl'), 'utf8')).toBe(logs);
  await writeFile(join(folder, 'cup.yaml'), file);
  const changed = await runAgon(['tournament', 'cup.yaml', '--json'], folder);
  expect(changed).toMatchObject({ code: 2, stdout: '' });
  expect(changed.stderr).toContain('file-changed');
  expect(await readFile(join(folder, 'cup', 'tournament.yaml'), 'utf8')).toBe(short);
});

test('an interrupted tournament says how to go on', async () => {
  const folder = await createCup();
  const running = startAgon(['tournament', 'cup.yaml'], folder);
  running.process.stderr.once('data', () => running.process.kill('SIGINT'));
  const ran = await running.over;
  expect(ran).toMatchObject({ code: 3, stdout: '' });
  expect(ran.stderr).toContain('error (interrupted)');
});
