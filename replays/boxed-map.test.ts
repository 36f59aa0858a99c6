import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBoxedMap } from './boxed-map.ts';

const change = fc.oneof(
  fc.record({ kind: fc.constant('set'), key: fc.nat(9), value: fc.nat() }),
  fc.record({ kind: fc.constant('delete'), key: fc.nat(9), value: fc.nat() }),
);

test('it holds what a Map holds, in the same order', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const boxed = createBoxedMap<number, number>();
      const plain = new Map<number, number>();
      for (const { kind, key, value } of changes) {
        if (kind === 'set') {
          boxed.set(key, value);
          plain.set(key, value);
        } else {
          boxed.delete(key);
          plain.delete(key);
        }
        expect(boxed.size()).toBe(plain.size);
        expect(boxed.has(key)).toBe(plain.has(key));
        expect(boxed.get(key)).toBe(plain.get(key));
      }
      expect([...boxed.keys()]).toEqual([...plain.keys()]);
      expect([...boxed.values()]).toEqual([...plain.values()]);
      boxed.clear();
      expect([boxed.size(), ...boxed.values()]).toEqual([0]);
    }),
  );
});

test('a value that leaves while the values are gone through is not met', () => {
  const map = createBoxedMap<string, string>();
  for (const key of ['a', 'b', 'c']) map.set(key, key);
  const met: string[] = [];
  for (const value of map.values()) {
    met.push(value);
    map.delete('b');
  }
  expect(met).toEqual(['a', 'c']);
});
