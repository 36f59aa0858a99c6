import { createPrivateKey, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { link, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sign } from '../record.ts';
import { createStoreError, messageOf } from './store-error.ts';
import { isSystemError } from './system-error.ts';

/** An arena's key pair. `publicKey` is what headers name: the raw 32 bytes as base64url. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: string;
}

const fileName = 'signing-key.pem';
const ownerOnly = 0o600;
const othersMask = 0o077;

const signingKeyOf = (privateKey: KeyObject): SigningKey => {
  const { kty, crv, x } = privateKey.export({ format: 'jwk' });
  if (kty !== 'OKP' || crv !== 'Ed25519' || x === undefined) throw new Error('the key is not an Ed25519 key');
  return { privateKey, publicKey: x };
};

/** A key that lives as long as this process: for play without a data folder. */
export const createSigningKey = (): SigningKey => signingKeyOf(generateKeyPairSync('ed25519').privateKey);

/** A key from its PEM text. Throws where that holds no Ed25519 private key. */
export const parseSigningKey = (pem: string): SigningKey => signingKeyOf(createPrivateKey(pem));

/** Puts a whole file in place unless one is there: a reader never sees half of it, and two writers agree on one. */
const writeOnce = async (folder: string, path: string, text: string): Promise<void> => {
  const draft = join(folder, `${fileName}.${randomUUID()}`);
  const file = await open(draft, 'wx', ownerOnly);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
  const directory = await open(folder);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
};

const readPem = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (isSystemError(cause, 'ENOENT')) return undefined;
    throw createStoreError('signing-key-unreadable', `${path} cannot be read: ${messageOf(cause)}`, {
      cause,
    });
  }
};

const readKey = async (path: string): Promise<SigningKey | undefined> => {
  const pem = await readPem(path);
  if (pem === undefined) return undefined;
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & othersMask) !== 0)
    throw createStoreError(
      'signing-key-exposed',
      `${path} can be read by others, who could sign logs with it; run: chmod 600 ${path}`,
    );
  try {
    return parseSigningKey(pem);
  } catch (cause) {
    throw createStoreError('signing-key-bad', `${path} does not hold an Ed25519 private key in PEM form`, {
      cause,
    });
  }
};

/**
 * The arena's key in its data folder, made at the first start. Rejects with a `StoreError` (`signing-key-…`) where the
 * file is damaged, readable by others, or not by this process.
 */
export const loadSigningKey = async (folder: string): Promise<SigningKey> => {
  const path = join(folder, fileName);
  const known = await readKey(path);
  if (known !== undefined) return known;
  const pem = createSigningKey().privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  await writeOnce(folder, path, pem);
  const made = await readKey(path);
  if (made === undefined) throw new Error(`${path} vanished while it was made`);
  return made;
};

/** The key of a file that the operator names. Rejects like `loadSigningKey`, and where there is none. */
export const openSigningKey = async (path: string): Promise<SigningKey> => {
  const key = await readKey(path);
  if (key === undefined)
    throw createStoreError('signing-key-missing', `${path} does not exist; it is to hold the signing key`);
  return key;
};

/** Signs at once: for simulations, whose order of events must not depend on threads. */
export const createSyncSigner =
  ({ privateKey }: SigningKey): Sign =>
  (digest, done) => {
    done(sign(null, Buffer.from(digest, 'hex'), privateKey).toString('base64url'));
  };
