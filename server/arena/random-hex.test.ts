import { expect, test } from 'vitest';
import { createRandomHex } from './random-hex.ts';

test('digits never come twice, also past the end of the pool', () => {
  const randomHex = createRandomHex();
  const drawn = Array.from({ length: 5_000 }, () => randomHex(32));
  expect(new Set(drawn).size).toBe(drawn.length);
  for (const text of drawn) expect(text).toMatch(/^[0-9a-f]{32}$/);
});

test('as many digits as were asked for, an odd number too', () => {
  const randomHex = createRandomHex();
  expect(randomHex(20)).toMatch(/^[0-9a-f]{20}$/);
  expect(randomHex(5)).toMatch(/^[0-9a-f]{5}$/);
});
