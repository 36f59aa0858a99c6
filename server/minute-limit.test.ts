import { expect, test } from 'vitest';
import { createMinuteLimit } from './minute-limit.ts';

test('each may do so much in a minute, whatever others do, and anew in the next', () => {
  let now = 5;
  const limit = createMinuteLimit(2, () => now);
  const take = (who: string): boolean => limit.take(who);
  expect([take('ada'), take('ada'), take('ada'), take('eve')]).toEqual([true, true, false, true]);
  now += 59_999;
  expect([take('ada'), take('eve'), take('eve')]).toEqual([false, true, false]);
  now += 1;
  expect([take('ada'), take('ada'), take('ada')]).toEqual([true, true, false]);
});
