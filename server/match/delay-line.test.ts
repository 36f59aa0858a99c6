import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createArenaClock } from './arena-clock.ts';
import { createDelayLine } from './delay-line.ts';
import { createTestTime } from './test-time.ts';

const delayMs = 1_000;

const createLine = () => {
  const time = createTestTime();
  const clock = createArenaClock(time);
  const seen: number[] = [];
  const line = createDelayLine(clock, delayMs, 0, () => seen.push(line.shown()));
  return { time, clock, line, seen };
};

describe('a delay line', () => {
  test('shows each value when it is old enough, whatever comes when', () => {
    const waits = fc.array(fc.integer({ min: 0, max: 2_500 }), { maxLength: 20 });
    fc.assert(
      fc.property(waits, (gaps) => {
        const { time, clock, line } = createLine();
        const pushedAt: number[] = [];
        for (const [at, gap] of gaps.entries()) {
          time.advance(gap);
          pushedAt.push(clock.now());
          line.push(at + 1);
          const old = pushedAt.filter((since) => since <= clock.now() - delayMs);
          expect(line.shown()).toBe(old.length);
        }
        time.advance(delayMs);
        expect(line.shown()).toBe(gaps.length);
        clock.stop();
        expect(time.pending()).toBe(0);
      }),
    );
  });

  test('tells of a value once', () => {
    const { time, line, seen } = createLine();
    line.push(1);
    time.advance(delayMs / 2);
    line.push(2);
    time.advance(delayMs * 3);
    expect(seen).toEqual([1, 2]);
  });

  test('shows the newest value at its release, and nothing after it is stopped', () => {
    const { time, line, seen } = createLine();
    line.push(1);
    line.push(2);
    line.release();
    line.release();
    expect(seen).toEqual([2]);
    line.push(3);
    line.stop();
    time.advance(delayMs * 2);
    expect([line.shown(), seen]).toEqual([2, [2]]);
  });
});
