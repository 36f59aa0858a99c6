import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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
const read = async (path: string, readFiles = readLogFiles): Promise<LogText[]> => {
  const logs: LogText[] = [];
  for await (const found of readFiles(path)) logs.push(found);
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
  expect(await read(notText)).toEqual([
    { file: notText, line: 1, lines: log('one').trimEnd().split('\n') },
    { file: notText, line: 3, lines: [], problem: expect.objectContaining({ code: 'not-utf8', line: 3 }) },
  ]);
  const torn = join(folder, 'torn.jsonl.gz');
  await writeFile(torn, gzipSync(log('one')).subarray(0, -12));
  expect((await read(torn)).at(-1)?.problem).toMatchObject({ code: 'bad-gzip', file: torn });
});

describe('one byte that makes a line no UTF-8', () => {
  /** Longer than what is read at once, together; the last two have a character of several bytes and CRLF. */
  const logs = [log('one'), log('é'.repeat(50_000)), log('three'), log('€').replaceAll('\n', '\r\n')];
  const whole = Buffer.from(`\uFEFF${logs.join('')}`);
  const lineAt = (offset: number): number => whole.subarray(0, offset).toString().split('\n').length;

  const readBytes = async (name: string, bytes: Buffer): Promise<LogText[]> => {
    const file = join(folder, name);
    await writeFile(file, bytes);
    return read(file);
  };

  test.each([
    ['the first line', 5],
    ['a newline', whole.indexOf('\n')],
    ['a long line', 1_000],
    ['a character', whole.indexOf('€') + 1],
    ['the last newline', whole.length - 1],
  ])('in %s costs the log on that line, and no other', async (_, offset) => {
    const bytes = Buffer.from(whole);
    bytes[offset]! ^= 0xe0;
    const line = lineAt(offset);
    const others = (await readBytes('whole.jsonl', whole))
      .filter((untouched) => line < untouched.line || line > untouched.line + 1)
      .map(({ lines }) => lines);
    expect(others).toHaveLength(3);
    for (const found of [
      await readBytes('changed.jsonl', bytes),
      await readBytes('changed.jsonl.gz', gzipSync(bytes)),
    ]) {
      expect(found.flatMap(({ problem }) => problem ?? [])).toMatchObject([{ code: 'not-utf8', line }]);
      expect(found.filter(({ problem }) => !problem).map(({ lines }) => lines)).toEqual(others);
    }
  });
});

test('a line over its limit ends the reading before its newline has come, also where it is no UTF-8', async () => {
  vi.doMock('../limits.ts', () => ({ replayLimits: { lineUnitsMax: 1_000, logUnitsMax: 10_000 } }));
  vi.resetModules();
  const small = await import('./files.ts');
  vi.doUnmock('../limits.ts');
  const file = join(folder, 'endless.jsonl');
  for (const byte of [0x61, 0xff]) {
    const rest = Buffer.from(`\n${log('two')}`);
    await writeFile(file, Buffer.concat([Buffer.from(log('one')), Buffer.alloc(200_000, byte), rest]));
    expect(await read(file, small.readLogFiles)).toMatchObject([
      { line: 1, lines: { length: 2 }, problem: { code: 'line-too-long', line: 3 } },
    ]);
  }
});

test('what a torn file holds before its last line is read', async () => {
  const file = join(folder, 'torn.jsonl');
  await writeFile(file, log('one') + log('two').slice(0, -5));
  expect(await read(file)).toMatchObject([
    { line: 1, lines: { length: 2 } },
    { line: 3, lines: { length: 1 }, problem: { code: 'torn-line', line: 4 } },
  ]);
});
