import { expect, test } from 'vitest';
import { isRootSeed } from './tournament-file.ts';

test.each([
  ['00', true],
  ['c0ffee', true],
  ['', false],
  ['0', false],
  ['C0FFEE', false],
  ['xy', false],
  ['00'.repeat(33), false],
])('isRootSeed(%s) is %s', (text, is) => {
  expect(isRootSeed(text)).toBe(is);
});
