import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { portableSha256Hex, sha256Hex } from './sha256.ts';

/** FIPS 180-4 examples and NIST's long message. */
const vectors = [
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
  [
    'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
    'cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1',
  ],
  ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
] as const;

describe.each([
  ['portable', portableSha256Hex],
  ['native', sha256Hex],
])('%s', (_name, hash) => {
  test.each(vectors.map(([text, digest]) => [text.length, text, digest] as const))(
    'agrees with the published digest of %i characters',
    (_length, text, digest) => {
      expect(hash(text)).toBe(digest);
    },
  );
});

test('the native implementation is in use here, so that comparing the two means something', () => {
  expect(sha256Hex).not.toBe(portableSha256Hex);
});

test('both agree on every length around the block boundaries', () => {
  for (let length = 0; length <= 200; length++)
    expect(portableSha256Hex('é'.repeat(length))).toBe(sha256Hex('é'.repeat(length)));
});

test('both agree on any text, lone surrogates included', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 200 }),
      (text) => {
        expect(portableSha256Hex(text)).toBe(sha256Hex(text));
      },
    ),
  );
  expect(portableSha256Hex('\ud800')).toBe(sha256Hex('\ufffd'));
});
