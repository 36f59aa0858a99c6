import { describe, expect, test } from 'vitest';
import { createMeeting, enterPair, openMeetings, pointsOf, scoreOf } from './evaluation.ts';

const met = (anchor: string, pairs: readonly (readonly (number | undefined)[])[]) => {
  const meeting = createMeeting('tic-tac-toe', anchor);
  for (const pair of pairs) enterPair(meeting, pair);
  return meeting;
};

const times = <T>(count: number, item: T): readonly T[] => Array.from({ length: count }, () => item);

describe('points of a game', () => {
  const outcome = { scores: [0.5, 0.5], places: [1, 1], reason: 'full-board' };
  test.each([
    ['a draw', { outcome, termination: 'normal', fault: null }, [0.5, 0.5]],
    ['a win', { outcome: { ...outcome, scores: [1, 0] }, termination: 'normal', fault: null }, [1, 0]],
    [
      'a forfeit, whatever the board says',
      { outcome, termination: 'attempts', fault: { seat: 0, class: 'illegal' } },
      [0, 1],
    ],
    ['no result', { outcome: null, termination: 'void-provider', fault: null }, [undefined, undefined]],
  ] as const)('of %s', (_, result, due) => {
    expect([0, 1].map((seat) => pointsOf(result, seat))).toEqual(due);
  });
});

describe('a meeting', () => {
  test('counts pairs, and a pair with a void game not at all', () => {
    const meeting = met('bot:random', [
      [1, 0.5],
      [1, undefined],
      [0, 1],
    ]);
    expect(meeting).toMatchObject({ pairs: [0.75, 0.5], wins: 2, draws: 1, losses: 1, voids: 1 });
  });
});

describe('a score', () => {
  test('counts every anchor alike', () => {
    const score = scoreOf([met('one', times(10, [1, 1])), met('other', times(30, [0, 0]))]);
    expect(score?.mean).toBe(0.5);
  });

  test('of equal results is not certain, and grows narrower with more of them', () => {
    const width = (pairs: number): number => {
      const [low, high] = scoreOf([met('one', times(pairs, [1, 1]))])!.interval!;
      return high - low;
    };
    expect(width(4)).toBeGreaterThan(0.2);
    expect(width(40)).toBeLessThan(width(4) / 3);
  });

  test('is not known before the first pair with each anchor', () => {
    expect(scoreOf([met('one', [[1, 1]]), met('other', [])])).toBeUndefined();
    expect(scoreOf([])).toBeUndefined();
  });
});

describe('what is still to be played', () => {
  test('is every anchor of a game whose interval is too wide', () => {
    const meetings = [met('one', times(4, [1, 0])), met('other', times(4, [1, 0]))];
    expect(openMeetings(meetings, 0.01)).toEqual(meetings);
    expect(openMeetings(meetings, 0.4)).toEqual([]);
  });

  test('is at first everything, however few results there are', () => {
    const meetings = [met('one', times(3, [1, 1])), met('other', times(9, [1, 1]))];
    expect(openMeetings(meetings, 1)).toEqual(meetings);
  });

  test('is no anchor whose pairs come to nothing again and again', () => {
    const lost = met('one', times(5, [undefined, 1]));
    const fine = met('other', [[1, 1]]);
    expect(openMeetings([lost, fine], 0.01)).toEqual([fine]);
  });
});
