import { CommanderError } from 'commander';
import { isDiskFull } from '../../replays/stores/disk-state.ts';
import { isStoreError, messageOf, type StoreErrorCode } from '../../replays/stores/store-error.ts';
import { exits, isCliError, type ToldError } from './cli-error.ts';

const storeHints: { readonly [Code in StoreErrorCode]?: string } = {
  'data-locked': 'Stop the other process, or name another folder.',
  'data-newer': 'Update this program, or restore an older backup.',
  'data-foreign': 'Name another folder.',
  'data-unusable': 'Name a folder that this user may write to, or make one and give it to this user.',
  'disk-full': 'Free some space on the disk.',
  'backup-exists': 'Name a file that does not exist.',
  'log-exists': 'Name a file that does not exist.',
  'log-pruned': 'Look for it in a backup or in an export that was made before.',
  'log-torn': 'Cut the torn line off, or name another file.',
  'signing-key-bad': 'Make one: openssl genpkey -algorithm ed25519 -out signing-key.pem',
  'signing-key-exposed': 'Take it from others, and make a new one if they may have read it.',
  'signing-key-missing':
    'Name the file by signingKey, or leave that out: the first start makes a key in the data folder.',
  'signing-key-unreadable': 'Give the file to the user that the server runs as, readable by nobody else.',
  'target-not-empty': 'Name another schema with ?schema=NAME.',
  'store-address': 'Write it as postgres://user@host:port/database.',
};

const systemErrors: { readonly [code: string]: readonly [code: string, hint: string] } = {
  ENOENT: ['no-file', 'Check the path.'],
  EEXIST: ['file-exists', 'Name a file that does not exist.'],
  EACCES: ['no-permission', 'Check the permissions of the path.'],
  EPERM: ['no-permission', 'Check the permissions of the path.'],
  EROFS: ['no-permission', 'Name a path on a disk that can be written to.'],
  EISDIR: ['not-a-file', 'Name a file, not a folder.'],
  ENOTDIR: ['not-a-folder', 'Name a folder, not a file.'],
  ELOOP: ['no-file', 'Check the links in the path.'],
  ENOSPC: ['disk-full', 'Free some space on the disk.'],
  EDQUOT: ['disk-full', 'Free some space on the disk.'],
  EFBIG: ['disk-full', 'Allow larger files, or name another path.'],
};

const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  // Where the system says ENOSPC, SQLite has a code of its own, in another member.
  if ('errcode' in error && isDiskFull(error)) return 'ENOSPC';
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
};

/** Any thrown value as the user is told of it. */
export const toldErrorOf = (error: unknown, command: string): ToldError => {
  if (isCliError(error)) return error;
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '');
    return { code: 'usage', exit: exits.usage, message, hint: `See: ${command} --help` };
  }
  const told = { exit: exits.environment, message: messageOf(error) };
  if (isStoreError(error)) return { ...told, code: error.code, hint: storeHints[error.code] ?? '' };
  const [code, hint] = systemErrors[codeOf(error) ?? ''] ?? [];
  if (code !== undefined && hint !== undefined) return { ...told, code, hint };
  return { ...told, code: 'unexpected', hint: 'Run it again with --debug to see where it failed.' };
};
