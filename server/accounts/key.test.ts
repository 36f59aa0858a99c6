import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyKinds } from './accounts.ts';
import { createKeyParts, formatKey, hashSecret, isSecretOf, parseKey } from './key.ts';

test('a key text reads back as its parts, and no changed text does', () => {
  fc.assert(
    fc.property(fc.constantFrom(...keyKinds), (kind) => {
      const key = createKeyParts(kind);
      expect(parseKey(formatKey(key))).toEqual(key);
      expect(parseKey(formatKey(key).slice(0, -1))).toBeUndefined();
      expect(parseKey(`${formatKey(key)}\n`)).toBeUndefined();
    }),
  );
});

test('equal secrets have different hashes, and each knows its own secret only', async () => {
  const hashes = await Promise.all(['secret', 'secret', 'other'].map(hashSecret));
  expect(new Set(hashes).size).toBe(3);
  const checks = hashes.map((hash) => isSecretOf('secret', hash));
  expect(await Promise.all(checks)).toEqual([true, true, false]);
});
