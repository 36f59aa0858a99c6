import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseBase64Url } from '../../replays/signing.ts';
import { loadSigningKey, openSigningKey } from '../../replays/stores/signing-key.ts';
import { usageError } from './cli-error.ts';
import type { LogPlaces } from './log-places.ts';

const keyBytes = 32;

const parseKeyText = (text: string): string => {
  if (parseBase64Url(text, keyBytes) !== undefined) return text;
  throw usageError(
    'bad-key',
    `${text} is no public key: 43 characters of base64url are needed.`,
    'A server lists its keys at /api/keys; a log names its own in the header, under server.key.',
  );
};

const folderOf = (path: string): string => (statSync(path).isDirectory() ? path : dirname(path));

/** The public key of the arena whose data folder this is, where it is one. */
const keyIn = async (folder: string): Promise<readonly string[]> =>
  existsSync(join(folder, 'signing-key.pem')) ? [(await loadSigningKey(folder)).publicKey] : [];

/** The keys whose signatures count: those that were given, and those of the data folders that are read. */
export const trustedKeys = async (
  given: readonly string[],
  { keyPaths, signingKey }: Omit<LogPlaces, 'paths'>,
): Promise<readonly string[]> => {
  const folders = new Set(keyPaths.filter((path) => existsSync(path)).map(folderOf));
  const found = await Promise.all([...folders].map(keyIn));
  const named = signingKey === undefined ? [] : [(await openSigningKey(signingKey)).publicKey];
  return [...given.map(parseKeyText), ...found.flat(), ...named];
};
