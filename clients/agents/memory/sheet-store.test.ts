import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createFileSheets,
  createMemorySheets,
  sheetHash,
  type SheetStore,
  sheetUnitsMax,
} from './sheet-store.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agon-sheets-'));
});
afterAll(() => rm(folder, { recursive: true }));

let opened = 0;
const stores: readonly [string, () => SheetStore][] = [
  ['in memory', createMemorySheets],
  ['in files', () => createFileSheets(join(folder, `${(opened += 1)}`))],
];

describe.each(stores)('sheets %s', (_, open) => {
  test('are empty at first, and belong to one agent and one game', async () => {
    const sheets = open();
    expect(await sheets.read('one', 'chess')).toEqual({ text: '', games: 0 });
    await sheets.update('one', 'chess', async () => 'castle early');
    expect(await sheets.read('one', 'chess')).toEqual({ text: 'castle early', games: 1 });
    expect(await sheets.read('two', 'chess')).toEqual({ text: '', games: 0 });
    expect(await sheets.read('one', 'kuhn-poker')).toEqual({ text: '', games: 0 });
  });

  test('stay as they are where a rewrite gives nothing, a blank, or too much', async () => {
    const sheets = open();
    await sheets.update('one', 'chess', async () => 'castle early');
    for (const text of [undefined, '', '  ', 'x'.repeat(sheetUnitsMax + 1)])
      await sheets.update('one', 'chess', async () => text);
    expect(await sheets.read('one', 'chess')).toEqual({ text: 'castle early', games: 5 });
  });

  test('are rewritten one after another, and read only in between', async () => {
    const sheets = open();
    const append = (word: string) =>
      sheets.update('one', 'chess', async ({ text }) => {
        await new Promise((resolve) => setImmediate(resolve));
        return `${text}${word}`;
      });
    const updates = ['a', 'b', 'c'].map(append);
    expect((await sheets.read('one', 'chess')).text).toBe('abc');
    await Promise.all(updates);
  });

  test('survive a rewrite that fails', async () => {
    const sheets = open();
    const failing = sheets.update('one', 'chess', () => Promise.reject(new Error('the provider is down')));
    await expect(failing).rejects.toThrow('the provider is down');
    await sheets.update('one', 'chess', async () => 'castle early');
    expect((await sheets.read('one', 'chess')).text).toBe('castle early');
  });
});

describe('files', () => {
  test('outlive the process, and a file that is no sheet is not taken for an empty one', async () => {
    const path = join(folder, 'kept');
    await createFileSheets(path).update('one', 'chess', async () => 'castle early');
    expect((await createFileSheets(path).read('one', 'chess')).text).toBe('castle early');
    const [agent] = await readdir(path);
    await writeFile(join(path, agent!, 'chess.json'), '{');
    await expect(createFileSheets(path).read('one', 'chess')).rejects.toThrow('JSON');
  });
});

test('a sheet is named by the hash of its text', () => {
  expect(sheetHash({ text: 'a', games: 1 })).toBe(sheetHash({ text: 'a', games: 7 }));
  expect(sheetHash({ text: 'a', games: 1 })).not.toBe(sheetHash({ text: 'b', games: 1 }));
});
