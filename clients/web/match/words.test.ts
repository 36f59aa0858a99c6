import { expect, test } from 'vitest';
import { faultClasses, terminations } from '../../../replays/format.ts';
import type { Result } from '../live/scene.ts';
import { resultReason, resultTitle } from './words.ts';

const seats = [
  { name: 'deep', role: 'white' },
  { name: 'blue', role: 'black' },
];
const won = { scores: [1, 0], places: [1, 2], reason: 'checkmate' };

test('a result says who won and how', () => {
  const mate: Result = { outcome: won, termination: 'normal', fault: null };
  expect(resultTitle(mate, seats)).toBe('deep won');
  expect(resultReason(mate, seats)).toBe('By the rules: checkmate.');
  const draw: Result = {
    outcome: { scores: [0.5, 0.5], places: [1, 1], reason: 'stalemate' },
    termination: 'normal',
    fault: null,
  } as const;
  expect(resultTitle(draw, seats)).toBe('Draw');
  const solo: Result = {
    outcome: { scores: [7], places: [1], reason: 'goal' },
    termination: 'normal',
    fault: null,
  } as const;
  expect(resultTitle(solo, seats)).toBe('Finished with 7');
});

test('a forfeit names the seat and its fault', () => {
  const forfeit: Result = { outcome: won, termination: 'attempts', fault: { seat: 1, class: 'illegal' } };
  expect(resultReason(forfeit, seats)).toBe('blue (black) lost by forfeit: it played an illegal move.');
});

test('every termination and fault has words', () => {
  for (const termination of terminations) {
    const result = { outcome: null, termination, fault: null };
    expect(resultTitle(result, seats)).not.toContain('undefined');
    expect(resultReason(result, seats)).not.toContain('undefined');
  }
  for (const faultClass of faultClasses)
    expect(
      resultReason({ outcome: won, termination: 'attempts', fault: { seat: 0, class: faultClass } }, seats),
    ).not.toContain('undefined');
});
