import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFolder, parseLines, runAgon } from './agon-process.ts';

const isHeader = (line: string): boolean => line.startsWith('{"type":"header"');

test('a byte that makes a line no UTF-8 costs its log alone, whatever reads the file', async () => {
  const folder = await createFolder();
  const agon = (...parameters: readonly string[]) => runAgon(parameters, folder);
  const players = ['--seat', 'bot:random', '--seat', 'bot:random', '--games', '4', '--out', 'games.jsonl'];
  await agon('play', 'tic-tac-toe', ...players);
  const lines = (await readFile(join(folder, 'games.jsonl'), 'utf8')).split('\n');
  const headers = lines.flatMap((line, at) => (isHeader(line) ? [at] : []));
  const [start, next] = [headers[1]!, headers[2]!];
  const bytes = await readFile(join(folder, 'games.jsonl'));
  bytes[Buffer.byteLength(lines.slice(0, start + 2).join('\n')) + 20]! ^= 0x80;
  await writeFile(join(folder, 'games.jsonl'), bytes);
  await writeFile(join(folder, 'others.jsonl'), lines.toSpliced(start, next - start).join('\n'));

  const fault = `games.jsonl, line ${start + 3}: not-utf8: The line is not UTF-8.`;
  const told = await agon('verify', 'games.jsonl');
  expect(told.code).toBe(1);
  expect(told.stdout).toContain(`invalid ${fault}\n4 logs: 3 valid, 1 invalid.`);
  const verdicts = parseLines((await agon('verify', 'games.jsonl', '--json')).stdout);
  expect(verdicts).toMatchObject([
    { status: 'valid' },
    {
      file: 'games.jsonl',
      fileLine: start + 1,
      status: 'invalid',
      line: 3,
      code: 'not-utf8',
      why: 'The line is not UTF-8.',
    },
    { status: 'valid' },
    { status: 'valid' },
  ]);

  const rated = await agon('rate', 'games.jsonl', '--json');
  expect(rated).toMatchObject({ code: 1, stderr: expect.stringContaining(`not rated: ${fault}\n`) });
  expect(rated.stdout).toBe((await agon('rate', 'others.jsonl', '--json')).stdout);
  for (const format of ['csv', 'jsonl']) {
    const exported = await agon('export', 'games.jsonl', '--format', format);
    expect(exported).toMatchObject({ code: 1, stderr: expect.stringContaining(`not exported: ${fault}\n`) });
    expect(exported.stdout).toBe((await agon('export', 'others.jsonl', '--format', format)).stdout);
  }
});
