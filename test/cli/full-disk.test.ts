import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../replays/verdict.ts';
import { agonProgram, createFolder, parseLines, type Ran, runAgon } from './agon-process.ts';

/** No file of the program may have more blocks, of 512 bytes: to it the disk is full. */
const fileBlocksMax = 600;

/** Runs `agon` to its end on a disk that gets full. */
const runOnSmallDisk = (parameters: readonly string[], folder: string): Promise<Ran> =>
  new Promise((resolve) => {
    const limited = ['-c', `ulimit -f ${fileBlocksMax}; exec "$0" "$@"`, process.execPath, agonProgram];
    const child = execFile(
      'sh',
      [...limited, ...parameters],
      { cwd: folder, timeout: 60_000, killSignal: 'SIGKILL' },
      (_, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });

const players = ['--seat', 'bot:random', '--seat', 'bot:random', '--games', '5000'];

describe.skipIf(process.platform === 'win32')('on a full disk', () => {
  test.each(['1', '8'])(
    'play ends, and the logs of all that it told are whole (%s at once)',
    async (concurrency) => {
      const folder = await createFolder();
      const parameters = [
        'play',
        'tic-tac-toe',
        ...players,
        '--seed',
        'c0ffee',
        '--concurrency',
        concurrency,
      ];
      const ran = await runOnSmallDisk([...parameters, '--out', 'games.jsonl', '--json'], folder);
      expect(ran.code).toBe(3);
      expect(ran.stderr.trim().split('\n')).toHaveLength(1);
      const [told] = parseLines(ran.stderr) as { error: { code: string; hint: string } }[];
      const games = parseLines(ran.stdout) as { type: string }[];
      expect(games.length).toBeGreaterThan(50);
      expect(games.every(({ type }) => type === 'game')).toBe(true);
      expect(told!.error.code).toBe('disk-full');
      expect(told!.error.hint).toContain('--seed c0ffee');
      expect(told!.error.hint).toContain(`The logs of the ${games.length} games told above are whole`);

      const verified = await runAgon(['verify', 'games.jsonl', '--json'], folder);
      expect(verified.code).toBe(0);
      const verdicts = parseLines(verified.stdout) as Verdict[];
      expect(verdicts).toHaveLength(games.length);
      expect(new Set(verdicts.map(({ status }) => status))).toEqual(new Set(['valid']));
    },
  );

  test('an evaluation ends', async () => {
    const folder = await createFolder();
    const parameters = ['evaluate', 'bot:random', '--games', 'chess', '--games-max', '5000', '--out', 'kept'];
    const ran = await runOnSmallDisk(parameters, folder);
    expect(ran).toMatchObject({ code: 3 });
    expect(ran.stderr).toMatch(/^error \(disk-full\): .*\n.* another folder: --out\.$/m);
    expect(await runAgon(['verify', 'kept/matches.jsonl'], folder)).toMatchObject({ code: 0 });
  });

  test('a tournament ends, and goes on once there is room', async () => {
    const folder = await createFolder();
    await writeFile(
      join(folder, 'cup.json'),
      JSON.stringify({
        name: 'cup',
        games: [{ id: 'tic-tac-toe' }],
        players: [{ player: 'bot:random' }, { player: 'bot:greedy' }],
        schedule: { kind: 'round-robin', pairs: 60 },
      }),
    );
    const cut = await runOnSmallDisk(['tournament', 'cup.json', '--out', 'cup'], folder);
    expect(cut).toMatchObject({ code: 3 });
    // A file that may not grow is to SQLite no full disk, but one that fails.
    expect(cut.stderr).toMatch(
      /error \(store-failed\): disk I\/O error\n.* Go on with it: agon tournament resume cup\n$/,
    );
    const whole = await runAgon(['tournament', 'resume', 'cup', '--json'], folder);
    expect(whole).toMatchObject({ code: 0 });
    expect(parseLines(whole.stdout)).toMatchObject([{ type: 'table', matches: 120 }]);
  });
});
