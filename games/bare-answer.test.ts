import { expect, test } from 'vitest';
import { bareAnswer } from './bare-answer.ts';

test('marks around a word go, marks inside stay', () => {
  expect(bareAnswer(' **rock**. ')).toBe('rock');
  expect(bareAnswer('“call”')).toBe('call');
  expect(bareAnswer('e8=Q')).toBe('e8=Q');
});

test('nothing but marks is an empty answer', () => {
  expect(bareAnswer('')).toBe('');
  expect(bareAnswer('``` ```')).toBe('');
});

test('a long text is no one-word answer, whatever is in it', () => {
  expect(bareAnswer('x'.repeat(201))).toBeUndefined();
  expect(bareAnswer(`a${' '.repeat(200_000)}b`)).toBeUndefined();
});
