import type { DiskState } from '../store.ts';

/** The system's errors where nothing more fits: on the disk, into somebody's share of it, into one file. */
const fullCodes: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Primary result codes of SQLite (sqlite.org/rescode.html); the extended ones have them in their lowest byte. */
const sqliteFull = 13;
const sqliteIoError = 10;
const primaryMask = 0xff;

/** Whether a caught value says that a disk is full. */
export const isDiskFull = (error: unknown): boolean => diskStateOf(error) === 'full';

/** What a caught value says about the disk; undefined where the disk is not the reason, as far as it tells. */
export const diskStateOf = (error: unknown): DiskState | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') {
    const primary = error.errcode & primaryMask;
    if (primary === sqliteFull) return 'full';
    return primary === sqliteIoError ? 'failing' : undefined;
  }
  return 'code' in error && fullCodes.includes(error.code) ? 'full' : undefined;
};
