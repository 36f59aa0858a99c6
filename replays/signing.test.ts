import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../games/sha256.ts';
import { digestBytes, formatBase64Url, parseBase64Url, verifySignature } from './signing.ts';

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

describe('signatures', () => {
  // The key of RFC 8032, section 7.1, TEST 1. The signature of these 32 bytes was made by another implementation.
  const key = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  const signature = 'SKluj2yhGLORvOwR3qFl1Oy8u4H2mb7xU-3uimPkBGi2iHMMG6dGe_sRSywKWoe18HsUWXolNdP3LAe4qxw8Bw';

  test('cover the 32 bytes of the digest', async () => {
    expect(await verifySignature(key, sha256Hex(''), signature)).toBe('good');
    expect(await verifySignature(key, sha256Hex(' '), signature)).toBe('bad');
  });

  test('that are malformed, or made by a malformed key, are bad and no error', async () => {
    expect(await verifySignature('short', sha256Hex(''), signature)).toBe('bad');
    expect(await verifySignature(key, sha256Hex(''), 'short')).toBe('bad');
    expect(await verifySignature(key, sha256Hex(''), formatBase64Url(new Uint8Array(64)))).toBe('bad');
  });
});
