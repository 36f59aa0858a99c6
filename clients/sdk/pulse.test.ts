import { expect, test } from 'vitest';
import { listenForPulse } from './pulse.ts';

const patience = { welcomeMs: 10, quietMs: 8, answerMs: 6 };

/** Time of the tests, with one timer at a time, as a pulse has. */
const createTime = () => {
  let nowMs = 0;
  let due: { readonly at: number; readonly run: () => void } | undefined;
  return {
    now: () => nowMs,
    after: (ms: number, run: () => void) => {
      due = { at: nowMs + ms, run };
      return () => {
        due = undefined;
      };
    },
    /** What is due runs at its time, unless the program stands still until the end. */
    advance: (ms: number, isStalled = false): void => {
      const end = nowMs + ms;
      while (due !== undefined && due.at <= end) {
        const { at, run } = due;
        due = undefined;
        nowMs = isStalled ? end : Math.max(nowMs, at);
        run();
      }
      nowMs = end;
    },
    isIdle: () => due === undefined,
  };
};

const listen = () => {
  const time = createTime();
  const told: string[] = [];
  const pulse = listenForPulse({
    patience,
    after: time.after,
    ask: () => told.push(`ask ${time.now()}`),
    giveUp: () => told.push(`give up ${time.now()}`),
  });
  return { time, told, pulse };
};

test('a connection without a first word is given up and not asked', () => {
  const { time, told } = listen();
  time.advance(100);
  expect(told).toEqual(['give up 10']);
});

test('one that falls silent is asked once, and given up without an answer', () => {
  const { time, told, pulse } = listen();
  time.advance(5);
  pulse.heard();
  time.advance(100);
  expect(told).toEqual(['ask 13', 'give up 19']);
});

test('one that answers is asked for as long as it says nothing by itself', () => {
  const { time, told, pulse } = listen();
  pulse.heard();
  time.advance(9);
  pulse.heard();
  time.advance(13);
  expect(told).toEqual(['ask 8', 'ask 22']);
  for (let at = 0; at < 10; at++) {
    pulse.heard();
    time.advance(6);
  }
  expect(told).toHaveLength(2);
});

test('a program that stood still asks before it gives up', () => {
  const { time, told, pulse } = listen();
  pulse.heard();
  time.advance(1_000, true);
  pulse.heard();
  time.advance(6);
  expect(told).toEqual(['ask 1000']);
});

test('one that is closed is not listened to any more', () => {
  const { time, told, pulse } = listen();
  pulse.heard();
  pulse.stop();
  time.advance(100);
  expect(told).toEqual([]);
  expect(time.isIdle()).toBe(true);
});
