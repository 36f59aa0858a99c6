import { expect, test } from 'vitest';
import type { Principal } from './accounts/accounts.ts';
import { createKeyCheck } from './key-check.ts';

const limits = { badKeysPerMinuteMax: 6, keyChecksAtOnceMax: 2, keyChecksQueuedMax: 5 };
const principal: Principal = { kind: 'owner', id: 'o', owner: 'o', keyId: 'k' };

/** A text of a key's form whose secret says what it is for. */
const keyOf = (name: string): string => `agon_owner_0123456789abcdef_${name.padEnd(43, '_')}`;
const nameOf = (key: string): string => key.slice(28).replace(/_+$/, '');

/** Checks that end when they are told to; the key `remembered` was verified before, others that begin with `good` are right. */
const createBench = () => {
  let nowMs = 0;
  const begun: string[] = [];
  let endAll: (() => void)[] = [];
  const check = createKeyCheck(
    {
      recall: (key) => (nameOf(key) === 'remembered' ? principal : undefined),
      verify: (key) => {
        begun.push(nameOf(key));
        return new Promise((resolve) =>
          endAll.push(() => resolve(nameOf(key).startsWith('good') ? principal : undefined)),
        );
      },
    },
    limits,
    () => nowMs,
  );
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 50; round++) {
      const ends = endAll;
      endAll = [];
      for (const end of ends) end();
      await Promise.resolve();
    }
  };
  const codeOf = async (answer: ReturnType<typeof check>): Promise<string> => {
    const told = await answer;
    return 'code' in told ? told.code : told.id;
  };
  return {
    begun,
    settle,
    ask: (key: string, address = '192.0.2.1') => codeOf(check(address, keyOf(key))),
    pass: (ms: number) => void (nowMs += ms),
  };
};

test('two keys are checked at once, five more wait, and one beyond is told to come again', async () => {
  const { ask, begun, settle } = createBench();
  const asked = Array.from({ length: 8 }, (_, at) => ask(`good-${at}`));
  expect(await asked[7]).toBe('too-many-key-checks');
  expect(begun).toEqual(['good-0', 'good-1']);
  await settle();
  expect(await Promise.all(asked.slice(0, 7))).toEqual(Array.from({ length: 7 }, () => 'o'));
  expect(begun).toHaveLength(7);
});

test('an address that sends wrong keys is refused before anything is computed, others and known keys are not', async () => {
  const { ask, begun, settle, pass } = createBench();
  const flood = async (): Promise<string[]> => {
    const asked = Array.from({ length: 7 }, (_, at) => ask(`wrong-${begun.length + at}`));
    await settle();
    return Promise.all(asked);
  };
  // Two are at work when the sixth turns out wrong, so that all who wait by then are let off.
  expect((await flood()).filter((code) => code === 'bad-key')).toHaveLength(6);
  const computed = begun.length;
  expect(await flood()).toEqual(Array.from({ length: 7 }, () => 'too-many-bad-keys'));
  expect(begun).toHaveLength(computed);
  expect(await ask('remembered')).toBe('o');
  const other = ask('good', '192.0.2.2');
  await settle();
  expect(await other).toBe('o');
  pass(10_000);
  const again = ask('good');
  await settle();
  expect(await again).toBe('o');
});
