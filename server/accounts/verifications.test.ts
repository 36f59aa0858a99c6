import { expect, test } from 'vitest';
import type { Principal } from './accounts.ts';
import { createVerifications } from './verifications.ts';

const principal = (keyId: string): Principal => ({ kind: 'owner', id: 'o', owner: 'o', keyId });

/** Verifications of keys whose text is their id, and how often each was really checked. */
const counted = (keysMax?: number) => {
  const verifications = createVerifications(keysMax);
  const checks: string[] = [];
  const verify = (keyId: string): Promise<Principal | undefined> =>
    verifications.verify(keyId, async () => {
      checks.push(keyId);
      return keyId === 'wrong' ? undefined : principal(keyId);
    });
  return { ...verifications, verify, checks };
};

test('a key is checked once, however many ask, and a wrong one each time', async () => {
  const { verify, checks } = counted();
  await Promise.all([verify('a'), verify('a'), verify('wrong')]);
  expect(await verify('a')).toEqual(principal('a'));
  expect(await verify('wrong')).toBeUndefined();
  expect(checks).toEqual(['a', 'wrong', 'wrong']);
});

test('the key that was not used for longest is forgotten first', async () => {
  const { verify, checks } = counted(2);
  for (const keyId of ['a', 'b', 'a', 'c', 'a', 'b']) await verify(keyId);
  expect(checks).toEqual(['a', 'b', 'c', 'b']);
});

test('a revoked key is forgotten, also when its check was under way', async () => {
  const { verify, forget, checks } = counted();
  await verify('a');
  const underWay = verify('b');
  forget('a');
  forget('b');
  await underWay;
  await Promise.all([verify('a'), verify('b')]);
  expect(checks).toEqual(['a', 'b', 'a', 'b']);
});

test('a check that fails is not remembered', async () => {
  const { verify } = createVerifications();
  await expect(verify('a', () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  expect(await verify('a', () => Promise.resolve(principal('a')))).toEqual(principal('a'));
});
