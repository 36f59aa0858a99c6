import { mkdtemp, readdir, readFile, rm, stat, chmod, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256Hex } from '../../games/sha256.ts';
import { verifySignature } from '../signing.ts';
import {
  createSigningKey,
  createSyncSigner,
  loadSigningKey,
  openSigningKey,
  parseSigningKey,
  type SigningKey,
} from './signing-key.ts';
import { createSigner } from './signer.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agon-key-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const pkcs8Prefix = '302e020100300506032b657004220420';
const digest = sha256Hex('a log');
const signSoon = (key: SigningKey): Promise<string> =>
  new Promise((done) => {
    createSigner(key)(digest, done);
  });

describe('a key', () => {
  test('signs alike at once and later, and the browser side agrees', async () => {
    const key = createSigningKey();
    let atOnce = '';
    createSyncSigner(key)(digest, (signature) => {
      atOnce = signature;
    });
    expect(await signSoon(key)).toBe(atOnce);
    expect(await verifySignature(key.publicKey, digest, atOnce)).toBe('good');
    expect(await verifySignature(key.publicKey, sha256Hex('another'), atOnce)).toBe('bad');
    expect(await verifySignature(createSigningKey().publicKey, digest, atOnce)).toBe('bad');
  });

  test('of RFC 8032 (section 7.1, test 1) has the public key that is given there', () => {
    const der = pkcs8Prefix + '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
    const pem = Buffer.from(der, 'hex').toString('base64');
    const key = parseSigningKey(`-----BEGIN PRIVATE KEY-----\n${pem}\n-----END PRIVATE KEY-----\n`);
    expect(Buffer.from(key.publicKey, 'base64url').toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
  });
});

describe('the key in a data folder', () => {
  test('is made once, for its owner alone, and stays', async () => {
    const made = await loadSigningKey(folder);
    const again = await loadSigningKey(folder);
    expect(again.publicKey).toBe(made.publicKey);
    expect(await readdir(folder)).toEqual(['signing-key.pem']);
    expect((await stat(join(folder, 'signing-key.pem'))).mode & 0o777).toBe(0o600);
  });

  test('is the same for all that start at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadSigningKey(folder)));
    expect(new Set(keys.map(({ publicKey }) => publicKey)).size).toBe(1);
    expect(await readdir(folder)).toEqual(['signing-key.pem']);
  });

  test('is refused when others can read it, and when it is no such key', async () => {
    const file = join(folder, 'signing-key.pem');
    await loadSigningKey(folder);
    const pem = await readFile(file, 'utf8');
    await chmod(file, 0o644);
    await expect(loadSigningKey(folder)).rejects.toMatchObject({
      code: 'signing-key-exposed',
      message: expect.stringContaining('chmod 600'),
    });
    await chmod(file, 0o600);
    await writeFile(file, pem.slice(0, 60));
    await expect(loadSigningKey(folder)).rejects.toMatchObject({ code: 'signing-key-bad' });
  });

  test('that the operator names is there, or the start is refused', async () => {
    const made = await loadSigningKey(folder);
    const named = await openSigningKey(join(folder, 'signing-key.pem'));
    expect(named.publicKey).toBe(made.publicKey);
    await expect(openSigningKey(join(folder, 'none.pem'))).rejects.toMatchObject({
      code: 'signing-key-missing',
    });
    await expect(openSigningKey(folder)).rejects.toMatchObject({ code: 'signing-key-unreadable' });
  });
});
