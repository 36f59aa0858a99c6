import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Verdict } from '../../replays/verdict.ts';
import { withoutClock } from '../without-clock.ts';
import { createFolder, linesOf, parseLines, type Ran, runAgon, startAgon } from './agon-process.ts';

/** Twelve house bots, one of them under two names, over four games. */
const file = `name: cup
games:
  - id: tic-tac-toe
  - id: double-tic-tac-toe
  - id: square-tic-tac-toe
  - id: rock-paper-scissors
    config: {rounds: 20}
players:
  - player: bot:random
  - {name: twin, player: bot:random}
  - player: bot:greedy
  - player: 'bot:always?text=rock'
  - player: 'bot:always?text=paper'
  - player: 'bot:always?text=scissors'
  - player: 'bot:always?text=a'
  - player: 'bot:always?text=e'
  - player: 'bot:always?text=i'
  - player: 'bot:always?text=p'
  - player: 'bot:always?text=pass'
  - player: 'bot:always?text=resign'
schedule:
  - {kind: swiss, rounds: 3}
  - {kind: active}
stop: {kind: neighbours}
budget: {games: 288}
clock: llm
seed: 'c0ffee'
concurrency: 4
`;
const matchesCount = 288;

interface Rated {
  readonly name: string;
  readonly rating: number;
  readonly low: number;
  readonly high: number;
}

interface Table {
  readonly matches: number;
  readonly ending: string | null;
  readonly stop: { readonly decision?: string };
  readonly players: readonly {
    readonly name: string;
    readonly forfeits: Readonly<Record<string, number>>;
  }[];
  readonly games: readonly { readonly ratings: { readonly players: readonly Rated[] } }[];
}

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
  // A database's ledger has a verdict of its own, which names no match.
  const verdicts = (parseLines(stdout) as Verdict[]).filter((verdict) => 'match' in verdict);
  return new Map(verdicts.map(({ match, play }) => [match, play]));
};

/** The table without what the clock says: it alone may differ. */
const tableOf = (stdout: string): Table => withoutClock((parseLines(stdout) as [Table])[0]);

/** Eleven processes one after another, on a machine that may do other things as well. */
const killedMs = 180_000;

test(
  'killed five times and resumed, it comes to what an undisturbed run comes to',
  async () => {
    const folder = await createCup();
    const whole = await runAgon(['tournament', 'cup.yaml', '--out', 'whole', '--json'], folder);
    expect(whole.code).toBe(0);
    for (const from of [10, 25, 40, 55, 70]) {
      const killed = await runUntil(from + randomInt(15), folder);
      expect(killed).toMatchObject({ code: null, stdout: '' });
    }
    const resumed = await runAgon(['tournament', 'resume', 'cut', '--json'], folder);
    expect(resumed.code).toBe(0);
    const percents = resumed.stderr.split('\n').map(percentOf).filter(Number.isFinite);
    expect(percents.at(-1)).toBe(100);
    const table = tableOf(whole.stdout);
    expect(tableOf(resumed.stdout)).toEqual(table);
    expect(table).toMatchObject({ matches: matchesCount, ending: 'budget', voidPairs: 0 });
    // The same matches, each once, move for move; and the kills did hit some of them.
    const plays = await playsOf(folder, 'whole');
    expect(plays.size).toBe(matchesCount);
    expect(await playsOf(folder, 'cut')).toEqual(plays);
    expect(await playsOf(folder, 'cut/matches.jsonl')).toEqual(plays);
    expect(await readFile(join(folder, 'cut', 'matches.jsonl'), 'utf8')).toContain('"kind":"adopted"');
    // One player under two names comes out equal within its interval.
    for (const { ratings } of table.games) {
      const twin = ratings.players.find(({ name }) => name === 'twin')!;
      const { rating } = ratings.players.find(({ name }) => name === 'bot:random@1')!;
      expect(rating).toBeGreaterThan(twin.low);
      expect(rating).toBeLessThan(twin.high);
    }
    const status = await runAgon(['tournament', 'status', 'cut', '--json'], folder);
    expect(tableOf(status.stdout)).toEqual(table);
  },
  killedMs,
);

const small = `name: small
games: [{id: tic-tac-toe}]
players: [{player: bot:perfect}, {player: bot:random}]
schedule: {kind: round-robin, pairs: 300}
clock: llm
seed: 'c0ffee'
concurrency: 8
`;

test('a sequential test ends a match as soon as it is decided', async () => {
  const folder = await createFolder();
  await writeFile(join(folder, 'small.yaml'), `${small}stop: {kind: sprt, elo0: 0, elo1: 60}\n`);
  const { code, stdout } = await runAgon(['tournament', 'small.yaml', '--json'], folder);
  expect(code).toBe(0);
  const { ending, stop, matches } = tableOf(stdout);
  expect({ ending, decision: stop.decision }).toEqual({ ending: 'stop-rule', decision: 'H1' });
  expect(matches).toBeLessThan(300);
  // The ledger has its rows in the order in which matches ended; the test is of the same player all the same.
  const again = await runAgon(['sprt', 'small', '--elo0', '0', '--elo1', '60', '--json'], folder);
  expect(parseLines(again.stdout)).toMatchObject([
    { of: 'bot:perfect@1', against: 'bot:random@1', result: { decision: 'H1' } },
  ]);
  const page = await readFile(join(folder, 'small', 'report.html'), 'utf8');
  expect(page).toContain('elo1 is accepted');
  // It opens from the disk and asks nothing of anybody.
  expect(page).not.toMatch(/<script|(src|href)="(?!#)|url\(|@import/);
});

test('a player whose engine dies forfeits and is replaced by nobody', async () => {
  const folder = await createFolder();
  const engine = join(folder, 'dying');
  const dies =
    "#!/bin/sh\nwhile read line; do case $line in uci) echo 'id name dying'; echo uciok;; isready) echo readyok;; go*) exit 1;; esac; done\n";
  await writeFile(engine, dies, { mode: 0o755 });
  const file = `name: sick
games: [{id: chess, config: {stepsMax: 6}}]
players: [{name: dying, player: 'uci:${engine}'}, {player: bot:random}]
schedule: {kind: round-robin, pairs: 1}
concurrency: 2
`;
  await writeFile(join(folder, 'sick.yaml'), file);
  const { code, stdout, stderr } = await runAgon(['tournament', 'sick.yaml', '--json'], folder);
  expect(code).toBe(0);
  expect(stderr).toContain('ended with code 1');
  expect(tableOf(stdout).players[0]).toMatchObject({ name: 'dying', games: 2, points: 0, voids: {} });
  expect(Object.values(tableOf(stdout).players[0]!.forfeits)).toEqual([2]);
});

test.each([
  [
    'players: [{player: bot:perfect}',
    'players: [{player: bot:prefect}',
    'line 3: There is no bot prefect.',
    2,
  ],
  ['schedule', 'shedule', 'line 4: There is no key shedule here. Did you mean schedule?', 2],
  ['bot:random}', 'bot:perfect}', 'line 3: bot:perfect@1 is there twice; give each a name of its own.', 2],
])('%j is refused with its line when it is %j', async (before, after, message, code) => {
  const folder = await createFolder();
  await writeFile(join(folder, 'small.yaml'), small.replace(before, after));
  const ran = await runAgon(['tournament', 'small.yaml'], folder);
  expect(ran).toMatchObject({ code, stdout: '' });
  expect(ran.stderr).toContain(message);
});

test('a folder without a tournament has no status', async () => {
  const folder = await createFolder();
  const ran = await runAgon(['tournament', 'status', '.', '--json'], folder);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toContain('no-tournament');
  await writeFile(join(folder, 'small.yaml'), small);
  const file = await runAgon(['tournament', 'status', 'small.yaml', '--json'], folder);
  expect(file).toMatchObject({ code: 3, stdout: '' });
  expect(file.stderr).toContain('not-a-folder');
});

test('a finished tournament plays nothing again, and a changed file is refused', async () => {
  const folder = await createFolder();
  const short = small.replace('pairs: 300', 'pairs: 2');
  await writeFile(join(folder, 'cup.yaml'), short);
  const first = await runAgon(['tournament', 'cup.yaml', '--json'], folder);
  const logs = await readFile(join(folder, 'cup', 'matches.jsonl'), 'utf8');
  const second = await runAgon(['tournament', 'cup.yaml', '--json'], folder);
  expect(second.stdout).toBe(first.stdout);
  expect(await readFile(join(folder, 'cup', 'matches.jsonl'), 'utf8')).toBe(logs);
  await writeFile(join(folder, 'cup.yaml'), small);
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
