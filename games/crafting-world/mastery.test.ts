import { describe, expect, test } from 'vitest';
import { afterCrafts, afterGather, afterVictory, combatXpFrom, masteryAt } from './mastery.ts';

/** How many times `work` must be done from level 1 to `level`. */
const timesTo = (
  level: number,
  work: (at: ReturnType<typeof masteryAt>) => ReturnType<typeof masteryAt>,
): number => {
  let mastery = masteryAt(1);
  let times = 0;
  for (; mastery.level < level; times++) mastery = work(mastery);
  return times;
};

describe('the published experience tables', () => {
  test.each([
    [5, 14, 5],
    [10, 35, 12],
    [15, 61, 21],
    [20, 92, 31],
    [25, 128, 43],
    [30, 169, 57],
    [35, 215, 72],
    [40, 266, 89],
  ])('level %i takes %i gathers or %i crafts', (level, gathers, crafts) => {
    expect(timesTo(level, (at) => afterGather(at, 40))).toBe(gathers);
    expect(timesTo(level, (at) => afterCrafts(at, 40, 1))).toBe(crafts);
  });

  test.each([
    [1, 150],
    [2, 250],
    [3, 300],
    [5, 350],
    [10, 800],
    [20, 1400],
    [30, 2100],
  ])('combat level %i takes %i points', (level, points) => expect(combatXpFrom(level)).toBe(points));

  test('the written-out table is the formula', () => {
    for (let level = 1; level <= 40; level++) {
      const tens = Math.floor(level / 10) + 1;
      expect(combatXpFrom(level)).toBe(Math.floor(Math.trunc(100 * Math.log2(level) * tens) / 50) * 50 + 150);
    }
  });
});

test('work more than ten levels below teaches nothing, and excess carries over', () => {
  expect(afterGather({ level: 11, next: 250, xp: 0 }, 1).xp).toBe(50);
  expect(afterGather({ level: 12, next: 260, xp: 0 }, 1).xp).toBe(0);
  expect(afterVictory({ level: 12, next: 800, xp: 7 }, 1).xp).toBe(7);
  expect(afterCrafts({ level: 1, next: 150, xp: 100 }, 1, 1)).toEqual({ level: 2, next: 160, xp: 100 });
});

test('many runs teach as much as one run after another, up to the level that they stop at', () => {
  let single = masteryAt(1);
  for (let run = 0; run < 200; run++) single = afterCrafts(single, 5, 1);
  expect(afterCrafts(masteryAt(1), 5, 200)).toEqual(single);
  expect(single.level).toBe(16);
});

test('no level goes beyond 40', () => {
  expect(afterCrafts({ level: 40, next: 540, xp: 0 }, 40, 100).level).toBe(40);
});
