import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPlayback } from './playback.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the end is followed as it moves, until a step is chosen', () => {
  const last = signal(3);
  const playback = createPlayback(last);
  expect(playback.step.value).toBe(3);
  last.value = 4;
  expect(playback.step.value).toBe(4);
  playback.moveBy(-1);
  last.value = 9;
  expect([playback.step.value, playback.isAtEnd.value]).toEqual([3, false]);
  playback.goToEnd();
  expect(playback.step.value).toBe(9);
});

test('steps outside the match are its ends', () => {
  const playback = createPlayback(signal(5), 2);
  playback.moveBy(-7);
  expect(playback.step.value).toBe(0);
  playback.goTo(99);
  expect([playback.step.value, playback.isAtEnd.value]).toEqual([5, true]);
});

test('an address past the last step shows the last one that there is, and reaches its step when that comes', () => {
  const last = signal(0);
  const playback = createPlayback(last, 3);
  expect(playback.step.value).toBe(0);
  last.value = 7;
  expect(playback.step.value).toBe(3);
});

test('play goes on at the chosen speed, stops at the end, and starts over from there', () => {
  const playback = createPlayback(signal(3), 1);
  playback.togglePlay();
  vi.advanceTimersByTime(1_000);
  expect(playback.step.value).toBe(2);
  playback.setSpeed(8);
  vi.advanceTimersByTime(125);
  expect([playback.step.value, playback.isAtEnd.value]).toEqual([3, true]);
  vi.advanceTimersByTime(125);
  expect(playback.isPlaying.value).toBe(false);
  playback.togglePlay();
  expect(playback.step.value).toBe(0);
});

test('what was stopped plays no more', () => {
  const playback = createPlayback(signal(9), 0);
  playback.togglePlay();
  playback.stop();
  vi.advanceTimersByTime(5_000);
  expect(playback.step.value).toBe(0);
});
