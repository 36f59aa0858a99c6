import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../replays/verdict.ts';
import { createFolder, parseLines, runAgon } from './cli/agon-process.ts';
import { findPrograms, isSkipped } from './required-tools.ts';

const programs = ['stockfish', 'gnuchess', 'pgn-extract'];
const skipped = isSkipped(
  'engines',
  programs.filter((name) => findPrograms(name).length === 0),
);
const gamesCount = 4;

/** What pgn-extract has to say of a file of games: nothing where all is well. */
const complaintsOf = (path: string): string => {
  const options = { encoding: 'utf8' } as const;
  const { stderr, error } = spawnSync(findPrograms('pgn-extract')[0]!, ['-s', '-r', path], options);
  if (error !== undefined) throw error;
  return stderr;
};

describe.skipIf(skipped)('two engines', () => {
  test(
    'play games whose logs are valid, rated, and read by another program',
    { timeout: 180_000 },
    async () => {
      const folder = await createFolder();
      const agon = async (...parameters: readonly string[]): Promise<string> => {
        const { code, stdout, stderr } = await runAgon(parameters, folder);
        expect(code, stderr).toBe(0);
        return stdout;
      };
      const players = ['--seat', 'uci:stockfish?nodes=200', '--seat', 'uci:gnuchess'];
      await agon('play', 'chess', ...players, '--games', `${gamesCount}`, '--out', 'm.jsonl');

      const verdicts = parseLines(await agon('verify', 'm.jsonl', '--json')) as Verdict[];
      expect(verdicts.map(({ status }) => status)).toEqual(Array(gamesCount).fill('valid'));
      expect(new Set(verdicts.map(({ match }) => match)).size).toBe(gamesCount);

      const table = await agon('rate', 'm.jsonl');
      expect(table).toContain('uci:stockfish?nodes=200@');
      expect(table).toContain('uci:gnuchess@');

      const pgn = await agon('export', 'm.jsonl', '--format', 'pgn');
      expect(pgn.match(/^\[Event /gm)).toHaveLength(gamesCount);
      const path = join(folder, 'games.pgn');
      await writeFile(path, pgn);
      expect(complaintsOf(path)).toBe('');

      // The judge is awake: an impossible first move does not pass.
      const spoilt = join(folder, 'spoilt.pgn');
      await writeFile(spoilt, pgn.replace(/\n\n(\d+\.+) \S+/, '\n\n$1 Ke5'));
      expect(complaintsOf(spoilt)).toContain('Ke5');
    },
  );
});
