import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RatingTable } from '../../replays/ratings/table.ts';
import type { Verdict } from '../../replays/verdict.ts';
import { createFolder, parseLines, runAgon } from './agon-process.ts';

const verdictsOf = async (file: string, folder: string): Promise<Verdict[]> => {
  const { code, stdout } = await runAgon(['verify', file, '--json'], folder);
  expect(code).toBe(0);
  return parseLines(stdout) as Verdict[];
};

const playsOf = async (file: string, folder: string): Promise<readonly string[]> =>
  (await verdictsOf(file, folder)).map(({ play }) => play!).toSorted((a, b) => (a < b ? -1 : 1));

describe('play, verify, rate', () => {
  test.each([
    ['tic-tac-toe', 'bot:perfect', 'bot:random'],
    ['kuhn-poker', 'bot:equilibrium', 'bot:random'],
    ['rock-paper-scissors', 'bot:greedy', 'bot:random'],
  ])('a round trip with %s', async (game, one, other) => {
    const folder = await createFolder();
    const parameters = ['--seat', one, '--seat', other, '--games', '10', '--out', 'games.jsonl', '--json'];
    const played = await runAgon(['play', game, ...parameters], folder);
    expect(played.code).toBe(0);
    const records = parseLines(played.stdout) as { type: string; agents: string[]; seed: string }[];
    const games = records.filter(({ type }) => type === 'game');
    expect(games).toHaveLength(10);
    for (const at of [0, 2, 4, 6, 8]) {
      const [first, second] = [games[at]!, games[at + 1]!];
      expect(second.seed).toBe(first.seed);
      expect(second.agents).toEqual(first.agents.toReversed());
    }
    expect(new Set(games.map(({ seed }) => seed)).size).toBe(5);
    const verdicts = await verdictsOf('games.jsonl', folder);
    expect(verdicts).toHaveLength(10);
    for (const verdict of verdicts)
      expect(verdict).toMatchObject({ status: 'valid', signature: 'unknown-key' });
    const rated = await runAgon(['rate', 'games.jsonl', '--json'], folder);
    const [ratings] = parseLines(rated.stdout) as [RatingTable];
    expect(ratings).toMatchObject({ pool: `${game}/bot`, games: 10 });
    const table = records.find(({ type }) => type === 'table') as unknown as {
      players: { agent: string; wins: number; draws: number; losses: number }[];
    };
    for (const { name, wins, draws, losses } of ratings.players)
      expect(table.players.find(({ agent }) => agent === name)).toMatchObject({ wins, draws, losses });
  });

  test('equal seeds give equal games, whatever else is played meanwhile', async () => {
    const folder = await createFolder();
    const play = async (file: string, ...more: readonly string[]): Promise<void> => {
      const players = ['--seat', 'bot:random', '--seat', 'bot:greedy', '--out', file];
      const { code } = await runAgon(['play', 'rock-paper-scissors', ...players, ...more], folder);
      expect(code).toBe(0);
    };
    await play('one.jsonl', '--games', '60', '--seed', 'c0ffee');
    await play('many.jsonl', '--games', '60', '--seed', 'c0ffee', '--concurrency', '51');
    await play('other.jsonl', '--games', '60', '--seed', 'c0ffee00');
    const plays = await playsOf('one.jsonl', folder);
    expect(await playsOf('many.jsonl', folder)).toEqual(plays);
    expect(new Set(plays).size).toBeGreaterThan(50);
    expect(await playsOf('other.jsonl', folder)).not.toEqual(plays);
  });

  test('chess draws a start for each pair and records it, unless one is asked for', async () => {
    const folder = await createFolder();
    const fensOf = async (config: object): Promise<unknown[]> => {
      const file = `${Object.keys(config).length}.jsonl`;
      const players = ['--seat', 'bot:random', '--seat', 'bot:greedy', '--games', '4', '--out', file];
      await runAgon(
        ['play', 'chess', ...players, '--config', JSON.stringify({ stepsMax: 12, ...config })],
        folder,
      );
      const records = parseLines(await readFile(join(folder, file), 'utf8')) as {
        type: string;
        config?: { fen: string };
      }[];
      return records.filter(({ type }) => type === 'header').map(({ config }) => config!.fen);
    };
    const [a, b, c, d] = await fensOf({});
    expect([b, d]).toEqual([a, c]);
    expect(a).not.toBe(c);
    const fen = '4k3/8/8/8/8/8/4P3/4K3 w - - 0 1';
    expect(await fensOf({ fen })).toEqual([fen, fen, fen, fen]);
  });
});

describe('a file that was tampered with', () => {
  const tamper = async (folder: string): Promise<{ readonly file: string; readonly line: number }> => {
    const players = ['--seat', 'bot:random', '--seat', 'bot:random', '--games', '4'];
    await runAgon(['play', 'tic-tac-toe', ...players, '--out', 'games.jsonl'], folder);
    const file = join(folder, 'games.jsonl');
    const lines = (await readFile(file, 'utf8')).split('\n');
    const at = lines.findLastIndex((line) => line.startsWith('{"type":"step"')) - 1;
    lines[at] = lines[at]!.replace(/"ms":\d+/, '"ms":99999');
    await writeFile(file, lines.join('\n'));
    return { file, line: at + 1 };
  };

  test('is named with its line by verify, and exits with 1', async () => {
    const folder = await createFolder();
    const { line } = await tamper(folder);
    const { code, stdout } = await runAgon(['verify', 'games.jsonl'], folder);
    expect(code).toBe(1);
    const named = /^invalid games\.jsonl, line (\d+): chain: /m.exec(stdout);
    expect(Number(named?.[1])).toBe(line);
    expect(stdout).toContain('4 logs: 3 valid, 1 invalid.');
  });

  test('is left out by rate and by export, which say so, and exit with 1', async () => {
    const folder = await createFolder();
    await tamper(folder);
    const rated = await runAgon(['rate', 'games.jsonl'], folder);
    expect(rated.code).toBe(1);
    expect(rated.stdout).toContain('tic-tac-toe');
    expect(rated.stderr).toMatch(/^not rated: games\.jsonl, line \d+: chain: /m);
    expect(rated.stderr).toContain('warning: 1 logs were not rated.');
    const exported = await runAgon(['export', 'games.jsonl', '--format', 'csv'], folder);
    expect(exported.code).toBe(1);
    // The heading, and a row a seat.
    expect(exported.stdout.trim().split('\n')).toHaveLength(1 + 3 * 2);
    expect(exported.stderr).toMatch(/^not exported: games\.jsonl, line \d+: chain: /m);
    expect(exported.stderr).toContain('warning: 1 logs were not exported, since they are not valid.');
  });

  test('and has nothing else is refused by export', async () => {
    const folder = await createFolder();
    const { file } = await tamper(folder);
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, lines.slice(lines.findLastIndex((line) => line.includes('"header"'))).join('\n'));
    const exported = await runAgon(['export', 'games.jsonl', '--format', 'csv'], folder);
    expect(exported).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('invalid-log') });
  });
});

test('strict verification asks for a key, and explains every step on demand', async () => {
  const folder = await createFolder();
  const players = ['--seat', 'bot:random', '--seat', 'bot:random', '--games', '1', '--out', 'game.jsonl'];
  await runAgon(['play', 'tic-tac-toe', ...players], folder);
  const strict = await runAgon(['verify', 'game.jsonl', '--strict'], folder);
  expect(strict.code).toBe(1);
  expect(strict.stdout).toContain('signed by unknown key');
  const [header] = parseLines(await readFile(join(folder, 'game.jsonl'), 'utf8')) as [
    { server: { key: string } },
  ];
  const trusting = await runAgon(['verify', 'game.jsonl', '--strict', '--key', header.server.key], folder);
  expect(trusting).toMatchObject({ code: 0, stdout: '1 log: 1 valid, 0 invalid.\n' });
  const explained = await runAgon(['verify', 'game.jsonl', '--explain'], folder);
  expect(explained.stdout).toMatch(/^line 2, step 1: /m);
});

test('chess is exported as PGN, any game as CSV, and nothing else as PGN', async () => {
  const folder = await createFolder();
  const players = ['--seat', 'bot:random', '--seat', 'bot:random', '--out'];
  await runAgon(['play', 'chess', ...players, 'chess.jsonl', '--config', '{"stepsMax":12}'], folder);
  await runAgon(['play', 'tic-tac-toe', ...players, 'other.jsonl'], folder);
  const pgn = await runAgon(['export', 'chess.jsonl', '--format', 'pgn'], folder);
  expect(pgn.stdout.match(/^\[Result "/gm)).toHaveLength(2);
  const csv = await runAgon(['export', 'other.jsonl', '--format', 'csv', '--out', 'other.csv'], folder);
  expect(csv.stdout).toBe('Wrote other.csv: 2 logs as csv.\n');
  expect((await readFile(join(folder, 'other.csv'), 'utf8')).trim().split('\r\n')).toHaveLength(5);
  const copied = await runAgon(['export', 'other.jsonl', '--format', 'jsonl'], folder);
  expect(copied.stdout).toBe(await readFile(join(folder, 'other.jsonl'), 'utf8'));
  const refused = await runAgon(['export', 'other.jsonl', '--format', 'pgn'], folder);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('PGN holds chess only');
});

test('a trace never takes the place of a file, and a content without a trace is refused', async () => {
  const folder = await createFolder();
  await writeFile(join(folder, 'kept.txt'), 'kept');
  const play = (...more: readonly string[]) =>
    runAgon(
      ['play', 'tic-tac-toe', '--seat', 'bot:random', '--seat', 'bot:random', '--games', '1', ...more],
      folder,
    );
  expect(await play('--trace', 'kept.txt')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('file-exists') as string,
  });
  expect(await readFile(join(folder, 'kept.txt'), 'utf8')).toBe('kept');
  expect(await play('--trace-content')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no-trace') as string,
  });
});

test('an export leaves out what its format cannot have, and names it', async () => {
  const folder = await createFolder();
  const play = (game: string, out: string) =>
    runAgon(
      [
        'play',
        game,
        '--seat',
        'bot:random',
        '--seat',
        'bot:random',
        '--games',
        '1',
        '--seed',
        'c0ffee',
        '--out',
        out,
      ],
      folder,
    );
  await play('tic-tac-toe', 'a.jsonl');
  await play('chess', 'b.jsonl');
  const [whole, other] = await Promise.all(
    ['a.jsonl', 'b.jsonl'].map((file) => readFile(join(folder, file), 'utf8')),
  );
  const cut = other!.trimEnd().split('\n').slice(0, -1).join('\n');
  await writeFile(join(folder, 'cut.jsonl'), `${whole}${cut}\n`);
  const csv = await runAgon(['export', 'cut.jsonl', '--format', 'csv'], folder);
  expect(csv.code).toBe(0);
  // The heading, and a row a seat.
  expect(csv.stdout.trim().split('\n')).toHaveLength(3);
  expect(csv.stderr).toMatch(/^not exported: .*has no end/);
  await writeFile(join(folder, 'empty.jsonl'), '');
  expect(await runAgon(['export', 'empty.jsonl', '--format', 'csv'], folder)).toMatchObject({
    code: 3,
    stdout: '',
  });
});
