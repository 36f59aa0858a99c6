import { expect, test } from 'vitest';
import { createHalfTime } from './half-time.ts';

test('works one piece at a time and rests as long as each took', async () => {
  let nowMs = 0;
  const log: string[] = [];
  const halfTime = createHalfTime(
    () => nowMs,
    async (ms) => {
      log.push(`rest ${ms}`);
      nowMs += ms;
    },
  );
  const work = (name: string, ms: number) => async (): Promise<string> => {
    log.push(`${name} at ${nowMs}`);
    nowMs += ms;
    if (name === 'b') throw new Error('b fails');
    return name;
  };
  const [a, b, c] = await Promise.allSettled([
    halfTime(work('a', 30)),
    halfTime(work('b', 5_000)),
    halfTime(work('c', 10)),
  ]);
  expect(log).toEqual(['a at 0', 'rest 30', 'b at 60', 'rest 1000', 'c at 6060', 'rest 10']);
  expect([a, c]).toMatchObject([{ value: 'a' }, { value: 'c' }]);
  expect(b).toMatchObject({ status: 'rejected' });
});
