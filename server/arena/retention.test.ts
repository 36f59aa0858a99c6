import { expect, test } from 'vitest';
import { createRetention } from './retention.ts';

test('keeps the last values; the oldest goes first', () => {
  const kept = createRetention<number>(2);
  for (const [at, id] of ['a', 'b', 'c'].entries()) kept.keep(id, at);
  expect(['a', 'b', 'c'].map((id) => kept.get(id))).toEqual([undefined, 1, 2]);
});
