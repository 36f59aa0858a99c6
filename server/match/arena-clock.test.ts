import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createArenaClock } from './arena-clock.ts';
import { createTestTime, type TestTime } from './test-time.ts';

const createClock = (): { time: TestTime; clock: ReturnType<typeof createArenaClock> } => {
  const time = createTestTime();
  return { time, clock: createArenaClock(time) };
};

/** A loop that runs for a while, or stands still for a while. */
const stretches = fc.array(
  fc.record({ kind: fc.constantFrom('advance' as const, 'stall' as const), ms: fc.nat(5_000) }),
  { maxLength: 20 },
);

describe('arena time', () => {
  test('is the machine’s while the loop is on time', () => {
    const { time, clock } = createClock();
    time.advance(12_345);
    expect(clock.now()).toBe(12_345);
  });

  test('stops 200 ms after the last tick while the loop is late', () => {
    const { time, clock } = createClock();
    time.advance(1_000);
    time.stall(150);
    expect(clock.now()).toBe(1_150);
    time.stall(30_000);
    expect(clock.now()).toBe(1_200);
    time.advance(0);
    expect(clock.now()).toBe(1_200);
    time.advance(500);
    expect(clock.now()).toBe(1_700);
  });

  test('never runs backwards and never faster than the machine’s', () => {
    fc.assert(
      fc.property(stretches, (run) => {
        const { time, clock } = createClock();
        for (const { kind, ms } of run) {
          const [at, arenaAt] = [time.monotonicMs(), clock.now()];
          time[kind](ms);
          expect(clock.now()).toBeGreaterThanOrEqual(arenaAt);
          expect(clock.now() - arenaAt).toBeLessThanOrEqual(time.monotonicMs() - at + 200);
        }
      }),
    );
  });
});

describe('a pause', () => {
  test.each([
    [2_000, []],
    [2_001, [1_801]],
    [30_000, [29_800]],
  ])('of %i ms between two ticks is told as %j', (gapMs, told) => {
    const { time, clock } = createClock();
    const pauses: number[] = [];
    clock.onPause((ms) => pauses.push(ms));
    time.advance(100);
    time.stall(gapMs);
    time.advance(1_000);
    expect(pauses).toEqual(told);
  });

  test('is not told to who has stopped listening', () => {
    const { time, clock } = createClock();
    const pauses: number[] = [];
    clock.onPause((ms) => pauses.push(ms))();
    time.stall(30_000);
    time.advance(1_000);
    expect(pauses).toEqual([]);
  });
});

describe('a timer', () => {
  test('never rings before its arena time has passed, however the loop runs', () => {
    fc.assert(
      fc.property(fc.nat(10_000), stretches, (ms, run) => {
        const { time, clock } = createClock();
        let rangAt: number | undefined;
        clock.after(ms, () => {
          rangAt = clock.now();
        });
        for (const { kind, ms: stretchMs } of run) time[kind](stretchMs);
        time.advance(ms + 1_000);
        expect(rangAt).toBeGreaterThanOrEqual(ms);
      }),
    );
  });

  test('rings within a tick of its time when the loop is on time', () => {
    const { time, clock } = createClock();
    let rangAt = 0;
    clock.after(5_000, () => {
      rangAt = clock.now();
    });
    time.advance(10_000);
    expect(rangAt).toBe(5_000);
  });

  test('waits for longer than a timer of the platform can', () => {
    const { time, clock } = createClock();
    const waits: number[] = [];
    const patient = createArenaClock({
      ...time,
      timeout: (ms, callback) => {
        waits.push(ms);
        return time.timeout(ms, callback);
      },
    });
    patient.after(2 ** 32, () => {});
    expect(Math.max(...waits)).toBe(2 ** 31 - 1);
    patient.stop();
    clock.stop();
  });

  test('that is due lets what waits in the poll phase go first', () => {
    const { time, clock } = createClock();
    const order: string[] = [];
    clock.after(1_000, () => order.push('alarm'));
    time.timeout(1_000, () => order.push('frame'));
    time.advance(1_000);
    expect(order).toEqual(['frame', 'alarm']);
  });

  test('that is cancelled between its due time and the poll phase does not ring', () => {
    const { time, clock } = createClock();
    let rings = 0;
    const cancel = clock.after(1_000, () => {
      rings += 1;
    });
    time.timeout(1_000, cancel);
    time.advance(5_000);
    expect(rings).toBe(0);
  });
});

test('a clock that is stopped leaves no timer behind', () => {
  const { time, clock } = createClock();
  clock.stop();
  expect(time.pending()).toBe(0);
});
