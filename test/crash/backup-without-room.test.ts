import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../replays/stores/sqlite.ts';
import { append, createStored } from '../../replays/stores/stored-log.ts';
import { agonProgram, createFolder } from '../cli/agon-process.ts';
import { hasPrlimit } from './prlimit.ts';

/** SQLite copies this much in memory before it writes the first page, and keeps a journal from then on. */
const cachedBytes = 2_000 * 1024;
const fileBytesMax = cachedBytes / 10;

test.skipIf(!hasPrlimit)('a backup that finds no room leaves nothing behind', async () => {
  const folder = await createFolder();
  const store = await openSqliteStore({ directory: join(folder, 'data') });
  const log = await createStored(store, 'match-1');
  await append(store, log.refusal('x'.repeat(2 * cachedBytes)));
  await store.close();
  const backup = [process.execPath, agonProgram, 'backup', 'copy.sqlite', '--data', 'data'];
  const ran = promisify(execFile)('prlimit', [`--fsize=${fileBytesMax}`, ...backup], { cwd: folder });
  await expect(ran).rejects.toMatchObject({ code: 3 });
  expect(await readdir(folder)).toEqual(['data']);
});
