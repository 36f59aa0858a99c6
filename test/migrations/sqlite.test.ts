import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore, type SqliteStore } from '../../replays/stores/sqlite.ts';
import { createFolder } from '../cli/agon-process.ts';
import { expectOldData, readOldData } from './old-data.ts';

/** A folder with a database of schema 5. */
const oldFolder = async (): Promise<{ readonly directory: string; readonly path: string }> => {
  const directory = await createFolder();
  const path = join(directory, 'agon.sqlite');
  change(path, await readOldData('sqlite-5.sql'));
  return { directory, path };
};

const change = (path: string, sql: string): void => {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
};

/** All that a database is: its version, its schema and the rows of every table. */
const contentOf = (path: string): unknown => {
  const database = new DatabaseSync(path, { readOnly: true });
  const schema = database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
  const tables = schema.filter(({ type }) => type === 'table');
  const content = {
    version: database.prepare('PRAGMA user_version').get(),
    schema,
    rows: tables.map(({ name }) => database.prepare(`SELECT * FROM ${String(name)}`).all()),
  };
  database.close();
  return content;
};

const open = async (directory: string): Promise<SqliteStore> => {
  const store = await openSqliteStore({ directory, flushMs: 0 });
  onTestFinished(() => store.close());
  return store;
};

test('a database of an older version is brought up to date when a store is opened on it', async () => {
  const { directory } = await oldFolder();
  await expectOldData(await open(directory));
});

test('a step that fails leaves the database as it was, and the next start tries again', async () => {
  const { directory, path } = await oldFolder();
  change(path, 'CREATE TABLE heartbeat (in_the_way TEXT)');
  const before = contentOf(path);
  await expect(open(directory)).rejects.toMatchObject({ code: 'store-failed' });
  expect(contentOf(path)).toEqual(before);
  change(path, 'DROP TABLE heartbeat');
  await expectOldData(await open(directory));
});

test('a database of a newer version is refused and left as it is', async () => {
  const { directory, path } = await oldFolder();
  change(path, 'PRAGMA user_version = 1000');
  const before = contentOf(path);
  await expect(open(directory)).rejects.toMatchObject({ code: 'data-newer' });
  expect(contentOf(path)).toEqual(before);
});
