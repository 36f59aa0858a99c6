import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { agonProgram, createFolder, startAgon } from './agon-process.ts';

test('a reader that closes the pipe interrupts the play, and the logs of what was told are whole', async () => {
  const folder = await createFolder();
  const players = ['--seat', 'bot:random', '--seat', 'bot:random', '--games', '20000'];
  const running = startAgon(['play', 'tic-tac-toe', ...players, '--out', 'games.jsonl'], folder);
  running.process.stdout.once('data', () => running.process.stdout.destroy());
  const ran = await running.over;
  expect(ran.code).toBe(3);
  expect(ran.stderr).toMatch(/^error \(interrupted\): The run was interrupted after \d+ games/);
  const told = Number(/after (\d+) games/.exec(ran.stderr)![1]);
  const log = await readFile(join(folder, 'games.jsonl'), 'utf8');
  expect(log.split('\n').filter((line) => line.startsWith('{"type":"end"')).length).toBeGreaterThanOrEqual(
    told,
  );
  expect(told).toBeLessThan(20_000);
});

test('a check whose reader closes the pipe keeps its verdict', async () => {
  const folder = await createFolder();
  await writeFile(join(folder, 'bad.jsonl'), '{"type":"header"}\n');
  const running = startAgon(['verify', 'bad.jsonl', 'bad.jsonl'], folder);
  running.process.stdout.destroy();
  expect(await running.over).toMatchObject({ code: 1 });
});

test.skipIf(!existsSync('/dev/full'))(
  'a full disk behind standard output is an error of its own',
  async () => {
    const full = await open('/dev/full', 'w');
    const command = spawn(process.execPath, [agonProgram, 'bots'], { stdio: ['ignore', full.fd, 'pipe'] });
    let stderr = '';
    command.stderr!.on('data', (data: Buffer) => (stderr += data.toString()));
    const code = await new Promise((resolve) => command.on('close', resolve));
    await full.close();
    expect({ code, stderr }).toMatchObject({ code: 3 });
    expect(stderr).toMatch(/^error \(output-failed\): /);
    expect(stderr).not.toMatch(/\n\s+at /);
  },
);
