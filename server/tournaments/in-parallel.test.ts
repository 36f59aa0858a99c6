import { expect, test } from 'vitest';
import { inParallel } from './in-parallel.ts';

const never = new AbortController().signal;

test('does every item once, in order, and never more than so many at once', async () => {
  const begun: number[] = [];
  let now = 0;
  let most = 0;
  await inParallel([1, 2, 3, 4, 5, 6, 7], 3, never, async (item) => {
    begun.push(item);
    now += 1;
    most = Math.max(most, now);
    await Promise.resolve();
    now -= 1;
  });
  expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});

test('begins nothing after a failure, and passes it on', async () => {
  const begun: number[] = [];
  const work = async (item: number): Promise<void> => {
    begun.push(item);
    if (item === 2) throw new Error('two');
    await Promise.resolve();
  };
  await expect(inParallel([1, 2, 3, 4], 1, never, work)).rejects.toThrow('two');
  expect(begun).toEqual([1, 2]);
});

test('begins nothing once the signal fired', async () => {
  const stop = new AbortController();
  const begun: number[] = [];
  await inParallel([1, 2, 3], 1, stop.signal, async (item) => {
    begun.push(item);
    stop.abort();
  });
  expect(begun).toEqual([1]);
});
