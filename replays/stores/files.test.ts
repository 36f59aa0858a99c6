import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LogText } from '../read.ts';
import { readLogFiles } from './files.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agon-files-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const log = (name: string): string => `{"type":"header","match":"${name}"}\n{"type":"end"}\n`;
const read = async (path: string): Promise<LogText[]> => {
  const logs: LogText[] = [];
  for await (const found of readLogFiles(path)) logs.push(found);
  return logs;
};

test('a folder is read at any depth, in the order of paths, compressed or not', async () => {
  await mkdir(join(folder, 'b', 'c'), { recursive: true });
  await writeFile(join(folder, 'b', 'c', 'two.jsonl.gz'), gzipSync(log('two') + log('three')));
  await writeFile(join(folder, 'a.jsonl'), log('one'));
  await writeFile(join(folder, 'notes.txt'), 'not a log');
  const logs = await read(folder);
  expect(logs.map(({ lines }) => lines[0])).toEqual(
    ['one', 'two', 'three'].map((name) => `{"type":"header","match":"${name}"}`),
  );
  expect(logs[2]).toMatchObject({ file: join(folder, 'b', 'c', 'two.jsonl.gz'), line: 3 });
});

test('a character that two reads share is whole', async () => {
  const file = join(folder, 'long.jsonl');
  const text = `{"type":"header","match":"x${'é'.repeat(100_000)}"}`;
  await writeFile(file, `${text}\n`);
  expect((await read(file))[0]?.lines).toEqual([text]);
});

test('a file that is absent, damaged or not text is named with the line', async () => {
  const absent = join(folder, 'absent.jsonl');
  expect(await read(absent)).toMatchObject([{ lines: [], problem: { code: 'unreadable', file: absent } }]);
  const notText = join(folder, 'latin1.jsonl');
  await writeFile(notText, Buffer.concat([Buffer.from(log('one')), Buffer.from([0xe9, 0x0a])]));
  const [first] = await read(notText);
  expect(first?.problem).toMatchObject({ code: 'not-utf8', line: 1 });
  const torn = join(folder, 'torn.jsonl.gz');
  await writeFile(torn, gzipSync(log('one')).subarray(0, -12));
  expect((await read(torn)).at(-1)?.problem).toMatchObject({ code: 'bad-gzip', file: torn });
});

test('what a torn file holds before its last line is read', async () => {
  const file = join(folder, 'torn.jsonl');
  await writeFile(file, log('one') + log('two').slice(0, -5));
  expect(await read(file)).toMatchObject([
    { line: 1, lines: { length: 2 } },
    { line: 3, lines: { length: 1 }, problem: { code: 'torn-line', line: 4 } },
  ]);
});
