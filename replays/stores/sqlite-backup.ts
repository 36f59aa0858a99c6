import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { makePrivateFile } from './data-folder.ts';
import { createStoreError } from './store-error.ts';
import { isSystemError } from './system-error.ts';

/** All pages in one step: a copy in several would start anew at each write that comes in between. */
const pagesAStep = 2 ** 31 - 1;

/**
 * Copies a database while it is written to. The copy is one read transaction on a connection of its own, which
 * in WAL mode sees one moment and keeps no writer waiting. It takes its name once it is whole and on the disk.
 */
export const backupDatabase = async (from: string, to: string): Promise<void> => {
  const partial = `${to}.partial-${process.pid}`;
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    await rm(partial, { force: true });
    await makePrivateFile(partial);
    await backup(source, partial, { rate: pagesAStep });
    await syncPath(partial);
    await nameCopy(partial, to);
    await syncPath(dirname(to));
  } finally {
    source.close();
    await rm(partial, { force: true });
    // A copy that SQLite could not finish, such as on a full disk, leaves its journal behind.
    await rm(`${partial}-journal`, { force: true });
  }
};

/** A link, unlike a rename, never replaces what is there. */
const nameCopy = async (partial: string, to: string): Promise<void> => {
  try {
    await link(partial, to);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
    throw createStoreError(
      'backup-exists',
      `${to} exists already; a backup never overwrites, choose another name.`,
      {
        cause: error,
      },
    );
  }
};

const syncPath = async (path: string): Promise<void> => {
  const file = await open(path);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
};
