import { chmod, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDataFolder, makePrivateFile } from './data-folder.ts';
import { backupDatabase } from './sqlite-backup.ts';
import { openSqliteStore } from './sqlite.ts';
import { playStored } from './stored-log.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agon-data-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test('a folder for data is made with those above it, for its owner alone, and may be there', async () => {
  const deep = join(folder, 'one', 'two');
  await makeDataFolder(deep);
  await makeDataFolder(deep);
  expect([await modeOf(join(folder, 'one')), await modeOf(deep)]).toEqual([0o700, 0o700]);
});

test('a place where no folder can be is refused, with its path', async () => {
  await writeFile(join(folder, 'file'), '');
  await symlink('nowhere', join(folder, 'link'));
  for (const path of [join(folder, 'file'), join(folder, 'file', 'data'), '/proc/nope/data'])
    await expect(makeDataFolder(path)).rejects.toMatchObject({
      code: 'data-unusable',
      message: expect.stringContaining(path),
    });
  await expect(makeDataFolder(join(folder, 'link'))).rejects.toMatchObject({ code: 'data-unusable' });
});

test('everything of a database is readable by its owner alone in a folder that everybody may read, and so is a backup', async () => {
  await chmod(folder, 0o755);
  const store = await openSqliteStore({ directory: folder, flushMs: 0 });
  await playStored(store, 'match-1');
  const data = (await readdir(folder)).filter((name) => !name.includes('.lock'));
  expect(data.toSorted()).toEqual(['agon.sqlite', 'agon.sqlite-shm', 'agon.sqlite-wal']);
  for (const name of data) expect(await modeOf(join(folder, name)), name).toBe(0o600);
  await backupDatabase(store.path, join(folder, 'copy.sqlite'));
  await store.close();
  expect(await modeOf(join(folder, 'copy.sqlite'))).toBe(0o600);
});

test('a database that others could read is taken from them', async () => {
  const path = join(folder, 'agon.sqlite');
  for (const suffix of ['', '-wal']) {
    await writeFile(path + suffix, '');
    await chmod(path + suffix, 0o644);
  }
  await makePrivateFile(path);
  expect([await modeOf(path), await modeOf(`${path}-wal`)]).toEqual([0o600, 0o600]);
});
