import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPrograms, isSkipped } from './required-tools.ts';
import { runAgon } from './run-agon.ts';

const programs = ['stockfish', 'gnuchess', 'pgn-extract'];
const skipped = isSkipped(
  'engines',
  programs.filter((name) => findPrograms(name).length === 0),
);
const gamesCount = 4;

/** What pgn-extract has to say of a file of games: nothing where all is well. */
const complaintsOf = (path: string): string => {
  const { stderr, error } = spawnSync(findPrograms('pgn-extract')[0]!, ['-s', '-r', path], {
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return stderr;
};

describe.skipIf(skipped)('two engines play, and the logs go through every command', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agon-engines-'));
    const players = ['--seat', 'uci:stockfish?nodes=200', '--seat', 'uci:gnuchess'];
    await runAgon(['play', 'chess', ...players, '--games', `${gamesCount}`, '--out', 'm.jsonl'], folder);
  }, 180_000);

  afterAll(() => rm(folder, { recursive: true }));

  test('agon verify finds every log valid', async () => {
    const { stdout } = await runAgon(['verify', 'm.jsonl', '--json'], folder);
    const verdicts = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly match: string; readonly status: string });
    expect(verdicts.map(({ status }) => status)).toEqual(Array(gamesCount).fill('valid'));
    expect(new Set(verdicts.map(({ match }) => match)).size).toBe(gamesCount);
  });

  test('agon rate ranks both engines', async () => {
    const { stdout } = await runAgon(['rate', 'm.jsonl'], folder);
    expect(stdout).toMatch(/uci:stockfish/);
    expect(stdout).toMatch(/uci:gnuchess/);
  });

  test('agon export writes PGN that another program reads without a complaint', async () => {
    const { stdout } = await runAgon(['export', 'm.jsonl', '--format', 'pgn'], folder);
    const path = join(folder, 'games.pgn');
    await writeFile(path, stdout);
    expect(stdout.match(/^\[Event /gm)).toHaveLength(gamesCount);
    expect(complaintsOf(path)).toBe('');

    // The judge is awake: an impossible move does not pass.
    const spoilt = join(folder, 'spoilt.pgn');
    await writeFile(spoilt, (await readFile(path, 'utf8')).replace(/\n\n(\d+\.+) \S+/, '\n\n$1 Ke5'));
    expect(complaintsOf(spoilt)).not.toBe('');
  });
});
