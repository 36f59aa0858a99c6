import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, digestOverUnits, stateHash } from './canonical.ts';
import type { Json } from './game.ts';
import { sha256Hex } from './sha256.ts';

const arbitraryJson = fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<Json>;

/** The same value with the members of every object in reverse order. */
const reversed = (value: Json): Json => {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member!)]),
  );
};

describe('the canonical text', () => {
  test('is that of the example in RFC 8785, section 3.2.3', () => {
    const example = JSON.parse(
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
    ) as Json;
    expect(Object.values(JSON.parse(canonical(example)) as object)).toHaveLength(7);
    expect(canonical(example)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  test.each([
    [Number('333333333.33333329'), '333333333.3333333'],
    [1e30, '1e+30'],
    [4.5, '4.5'],
    [2e-3, '0.002'],
    [0.000000000000000000000000001, '1e-27'],
    [-0, '0'],
  ])('writes the number %d as RFC 8785 does', (number, text) => {
    expect(canonical(number)).toBe(text);
  });

  test('escapes only what RFC 8785 escapes', () => {
    expect(canonical('€$\u000f\nA\'B"\\\\"/')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
  });

  test('does not depend on the order of members and parses back', () => {
    fc.assert(
      fc.property(arbitraryJson, (value) => {
        const text = canonical(value);
        expect(canonical(reversed(value))).toBe(text);
        expect(canonical(JSON.parse(text) as Json)).toBe(text);
      }),
    );
  });

  test('leaves out members that are undefined, as JSON does', () => {
    expect(canonical({ b: 1, a: undefined })).toBe('{"b":1}');
  });

  test.each([Number.NaN, Infinity, -Infinity])('of %d throws', (number) => {
    expect(() => canonical([number])).toThrow(RangeError);
  });
});

describe('the state hash', () => {
  const large = Array.from({ length: digestOverUnits }, (_, n) => n);

  test('of a small state is that of its canonical text', () => {
    expect(stateHash({ b: [1, null], a: 'x' })).toBe(sha256Hex('{"a":"x","b":[1,null]}'));
  });

  test('takes a large sub-value in by its digest', () => {
    const digest = sha256Hex(canonical(large));
    expect(stateHash({ step: 1, world: large })).toBe(
      sha256Hex(`{"step":1,"world":{"$sha256":"${digest}"}}`),
    );
  });

  test.each([
    ['at the limit is written out', digestOverUnits, false],
    ['over the limit is digested', digestOverUnits + 1, true],
  ])('a sub-value %s', (_what, units, isDigested) => {
    const member = ['x'.repeat(units - 4)];
    const text = canonical(member);
    expect(text).toHaveLength(units);
    const written = isDigested ? `{"$sha256":"${sha256Hex(text)}"}` : text;
    expect(stateHash([member])).toBe(sha256Hex(`[${written}]`));
  });

  test('a large state itself is hashed, not digested twice', () => {
    expect(stateHash(large)).toBe(sha256Hex(canonical(large)));
  });

  test('does not depend on identity: a copy hashes like the original, remembered or not', () => {
    fc.assert(
      fc.property(arbitraryJson, (value) => {
        const state = { large, value };
        const hash = stateHash(state);
        expect(stateHash(state)).toBe(hash);
        expect(stateHash(structuredClone(state))).toBe(hash);
        expect(stateHash(reversed(state))).toBe(hash);
      }),
    );
  });

  test('reads a large sub-value once and remembers its digest', () => {
    let reads = 0;
    const world = Object.freeze({
      get text() {
        reads += 1;
        return 'x'.repeat(digestOverUnits);
      },
    });
    const hashes = [1, 2, 3].map((step) => stateHash({ step, world }));
    expect(new Set(hashes).size).toBe(3);
    expect(reads).toBe(1);
  });

  test('tells different states apart', () => {
    fc.assert(
      fc.property(arbitraryJson, arbitraryJson, (one, other) => {
        expect(stateHash(one) === stateHash(other)).toBe(canonical(one) === canonical(other));
      }),
    );
  });
});
