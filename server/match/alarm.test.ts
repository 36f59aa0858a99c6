import { expect, test } from 'vitest';
import { createAlarm, type Alarm } from './alarm.ts';
import { createTestTime, type TestTime } from './test-time.ts';

interface Watched {
  readonly time: TestTime;
  readonly alarm: Alarm;
  readonly rings: number[];
  readonly timers: () => number;
}

const createWatched = (): Watched => {
  const time = createTestTime();
  const rings: number[] = [];
  let timers = 0;
  const after: TestTime['timeout'] = (ms, callback) => {
    timers += 1;
    return time.timeout(ms, callback);
  };
  const alarm = createAlarm({ now: time.monotonicMs, after }, () => rings.push(time.monotonicMs()));
  return { time, alarm, rings, timers: () => timers };
};

test('rings once, at its time', () => {
  const { time, alarm, rings } = createWatched();
  alarm.set(1_000);
  time.advance(10_000);
  expect(rings).toEqual([1_000]);
});

test('is moved to a later time without another timer, and rings then', () => {
  const { time, alarm, rings, timers } = createWatched();
  alarm.set(1_000);
  for (let at = 1_001; at <= 2_000; at++) alarm.set(at);
  expect(timers()).toBe(1);
  time.advance(10_000);
  expect(rings).toEqual([2_000]);
  expect(timers()).toBe(2);
});

test('is moved to an earlier time by a timer that replaces the first', () => {
  const { time, alarm, rings } = createWatched();
  alarm.set(5_000);
  alarm.set(1_000);
  expect(time.pending()).toBe(1);
  time.advance(10_000);
  expect(rings).toEqual([1_000]);
});

test('that is called off neither rings nor stays in the timers', () => {
  const { time, alarm, rings } = createWatched();
  alarm.set(1_000);
  alarm.set(undefined);
  expect(time.pending()).toBe(0);
  time.advance(10_000);
  expect(rings).toEqual([]);
});

test('can be set again, for earlier or later, after it was called off or rang', () => {
  const { time, alarm, rings } = createWatched();
  alarm.set(1_000);
  alarm.set(undefined);
  alarm.set(3_000);
  time.advance(5_000);
  alarm.set(7_000);
  time.advance(5_000);
  expect(rings).toEqual([3_000, 7_000]);
});

test('set to a time that is past rings as soon as it can', () => {
  const { time, alarm, rings } = createWatched();
  time.advance(5_000);
  alarm.set(1_000);
  time.advance(0);
  expect(rings).toEqual([5_000]);
});
