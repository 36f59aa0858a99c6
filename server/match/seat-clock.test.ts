import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClockSettings } from '../../replays/format.ts';
import { presetClocks } from './clock-presets.ts';
import { bankAfter, createSeatClock, graceMs } from './seat-clock.ts';

const settings: ClockSettings = {
  preset: 'custom',
  moveMs: 10_000,
  bankMs: 5_000,
  incrementMs: 1_000,
  disconnectMs: 20_000,
  joinMs: 60_000,
};

describe('a turn', () => {
  test('is lost after its move time, the bank and the grace', () => {
    const clock = createSeatClock(settings);
    expect(clock.turnDueAt()).toBeUndefined();
    clock.startTurn(1_000);
    expect(clock.turnDueAt()).toBe(1_000 + 10_000 + 5_000 + graceMs);
    clock.stopTurn(2_000);
    expect(clock.turnDueAt()).toBeUndefined();
  });

  test('within its move time costs no bank and earns the increment', () => {
    const clock = createSeatClock(settings);
    clock.startTurn(0);
    expect(clock.stopTurn(9_999.6)).toBe(10_000);
    expect(clock.bankMs()).toBe(6_000);
  });

  test('beyond its move time costs the bank what it took more', () => {
    const clock = createSeatClock(settings);
    clock.startTurn(0);
    expect(clock.stopTurn(12_000)).toBe(12_000);
    expect(clock.bankMs()).toBe(5_000 - 2_000 + 1_000);
  });

  test('that ends in the grace leaves an empty bank, not a negative one', () => {
    const clock = createSeatClock({ ...settings, incrementMs: 0 });
    clock.startTurn(0);
    clock.stopTurn(15_000 + graceMs - 1);
    expect(clock.bankMs()).toBe(0);
  });

  test('that never started took no time', () => {
    const clock = createSeatClock(settings);
    expect(clock.stopTurn(5_000)).toBe(0);
    expect(clock.bankMs()).toBe(5_000);
  });

  test('leaves the bank that a log of think times gives, so that a resumed match has the same', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000)), (turns) => {
        const clock = createSeatClock(settings);
        let now = 0;
        let bank = settings.bankMs;
        for (const ms of turns) {
          clock.startTurn(now);
          now += ms;
          bank = bankAfter(settings, bank, clock.stopTurn(now));
        }
        expect(clock.bankMs()).toBe(bank);
      }),
    );
  });
});

describe('what a turn message says', () => {
  test('is the move time first, then the bank', () => {
    const clock = createSeatClock(settings);
    expect(clock.deadline(0)).toEqual({ moveMs: 10_000, bankMs: 5_000 });
    clock.startTurn(0);
    expect(clock.deadline(4_000)).toEqual({ moveMs: 6_000, bankMs: 5_000 });
    expect(clock.deadline(11_000)).toEqual({ moveMs: 0, bankMs: 4_000 });
    expect(clock.deadline(99_000)).toEqual({ moveMs: 0, bankMs: 0 });
  });

  test('is the bank alone where there is no move time', () => {
    const clock = createSeatClock(presetClocks.blitz);
    clock.startTurn(0);
    expect(clock.deadline(30_000)).toEqual({ bankMs: 150_000 });
    expect(clock.turnDueAt()).toBe(180_000 + graceMs);
  });
});

describe('time without a socket', () => {
  test('is spent over the whole match', () => {
    const clock = createSeatClock(settings);
    expect(clock.disconnectDueAt()).toBeUndefined();
    clock.drop(1_000);
    expect(clock.disconnectDueAt()).toBe(21_000 + graceMs);
    clock.comeBack(9_000);
    expect(clock.disconnectDueAt()).toBeUndefined();
    clock.drop(50_000);
    expect(clock.disconnectDueAt()).toBe(50_000 + 12_000 + graceMs);
  });

  test('is not spent before it runs', () => {
    const clock = createSeatClock(settings);
    clock.drop(30_000);
    expect(clock.disconnectDueAt()).toBe(50_000 + graceMs);
    clock.comeBack(29_000);
    clock.drop(60_000);
    expect(clock.disconnectDueAt()).toBe(80_000 + graceMs);
  });

  test('does not stop the clock of the turn', () => {
    const clock = createSeatClock(settings);
    clock.startTurn(0);
    clock.drop(1_000);
    expect(clock.turnDueAt()).toBe(15_000 + graceMs);
  });

  test('of a seat that was never away is not spent by coming', () => {
    const clock = createSeatClock(settings);
    clock.comeBack(19_000);
    clock.drop(20_000);
    expect(clock.disconnectDueAt()).toBe(40_000 + graceMs);
  });
});
