import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../games/sha256.ts';
import { createSigningKey, createSyncSigner } from './stores/signing-key.ts';
import {
  digestBytes,
  formatBase64Url,
  parseBase64Url,
  verifySignature,
  webVerifySignature,
} from './signing.ts';

describe('base64url', () => {
  test('is read back, and each text has one meaning', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 70 }), (bytes) => {
        const text = formatBase64Url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(parseBase64Url(text, bytes.length)).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  test.each([
    ['a wrong length', 'AA', 2],
    ['padding', 'AA==', 1],
    ['the other alphabet', '+/8', 2],
    ['spare bits that are set', 'AB', 1],
  ])('%s is refused', (_, text, bytes) => {
    expect(parseBase64Url(text, bytes)).toBeUndefined();
  });
});

test('a digest becomes its 32 bytes', () => {
  const digest = sha256Hex('agon');
  expect(Buffer.from(digestBytes(digest)).toString('hex')).toBe(digest);
});

const verifiers = [
  ['on Node', verifySignature],
  ['as browsers have it', webVerifySignature],
] as const;

describe.each(verifiers)('signatures %s', (_name, verify) => {
  // The key of RFC 8032, section 7.1, TEST 1. The signature of these 32 bytes was made by another implementation.
  const key = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  const signature = 'SKluj2yhGLORvOwR3qFl1Oy8u4H2mb7xU-3uimPkBGi2iHMMG6dGe_sRSywKWoe18HsUWXolNdP3LAe4qxw8Bw';

  test('cover the 32 bytes of the digest', async () => {
    expect(await verify(key, sha256Hex(''), signature)).toBe('good');
    expect(await verify(key, sha256Hex(' '), signature)).toBe('bad');
  });

  test('that are malformed, or made by a malformed key, are bad and no error', async () => {
    expect(await verify('short', sha256Hex(''), signature)).toBe('bad');
    expect(await verify(key, sha256Hex(''), 'short')).toBe('bad');
    expect(await verify(key, sha256Hex(''), formatBase64Url(new Uint8Array(64)))).toBe('bad');
  });

  test('are by one key of many, each of which was seen before', async () => {
    const pairs = Array.from({ length: 70 }, createSigningKey);
    const digest = sha256Hex('agon');
    const all = async (): Promise<string[]> =>
      Promise.all(pairs.map(({ publicKey }) => verify(publicKey, digest, signed)));
    let signed = '';
    createSyncSigner(pairs[1]!)(digest, (made) => (signed = made));
    const due = pairs.map((_, at) => (at === 1 ? 'good' : 'bad'));
    expect(await all()).toEqual(due);
    expect(await all()).toEqual(due);
  });

  test('are bad by any key and of any digits that are not its own', async () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    await fc.assert(
      fc.asyncProperty(bytes(32), bytes(64), async (raw, made) => {
        expect(await verify(formatBase64Url(raw), sha256Hex(''), formatBase64Url(made))).toBe('bad');
      }),
    );
  });
});

test('Node does it by itself here, so that comparing the two means something', () => {
  expect(verifySignature).not.toBe(webVerifySignature);
});
