import { access, chmod, constants, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createStoreError, messageOf } from './store-error.ts';
import { isSystemError } from './system-error.ts';

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Folder by folder: the system's own way of making all of them never comes back from places such as /proc. */
const makeFolders = async (folder: string): Promise<void> => {
  const above = dirname(folder);
  if (above !== folder && !(await isThere(above))) await makeFolders(above);
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  }
};

/**
 * Makes a folder for its owner alone, with those above it, unless it is there. Rejects with a `StoreError`
 * (`data-unusable`) where there cannot be one that this process may write to.
 */
export const makeDataFolder = async (folder: string): Promise<void> => {
  try {
    await makeFolders(folder);
    if (!(await stat(folder)).isDirectory()) throw new Error('it is a file');
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw createStoreError('data-unusable', `${folder} is no folder for data: ${messageOf(cause)}`, {
      cause,
    });
  }
};

const ownerOnly = 0o600;
const othersMask = 0o077;
const permissionsMask = 0o777;

/** Takes a file from all others but the owner, who alone may do that; nothing where there is none. */
const takeFromOthers = async (path: string): Promise<void> => {
  try {
    const { mode, uid } = await stat(path);
    const isOwn = uid === process.getuid?.();
    if (isOwn && (mode & othersMask) !== 0) await chmod(path, mode & permissionsMask & ~othersMask);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
};

/**
 * Makes an empty file of a database, for its owner alone, unless there is one, which is then taken from others. SQLite
 * would let everybody read it; the files that it puts beside get the rights of this one.
 */
export const makePrivateFile = async (path: string): Promise<void> => {
  try {
    await (await open(path, 'wx', ownerOnly)).close();
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
    await Promise.all(['', '-wal', '-shm'].map((suffix) => takeFromOthers(path + suffix)));
  }
};
