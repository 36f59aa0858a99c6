import { expect, test } from 'vitest';
import { createColyseusLog } from './colyseus-log.ts';

test('what rooms complain of is one coded line in ten seconds, without stacks and bytes', () => {
  let nowMs = 0;
  const lines: unknown[] = [];
  const colyseus = createColyseusLog({ warn: (fields) => lines.push(fields) }, () => nowMs);
  const complain = (): void => {
    colyseus.error(`RangeError: cannot read \u001b[31m${'x'.repeat(500)}\n    at Room.ts:1`);
  };
  for (let at = 0; at < 500; at++) complain();
  nowMs = 10_000;
  complain();
  expect(lines).toEqual([
    {
      code: 'room-frame',
      said: expect.stringMatching(/^RangeError: cannot read \?\[31mx{100,}$/),
      unsaid: 0,
    },
    { code: 'room-frame', said: expect.any(String), unsaid: 499 },
  ]);
});
