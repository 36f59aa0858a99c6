import { expect, test } from 'vitest';
import type { PlayerContext, PlayerTurn } from '../../sdk/player.ts';
import { paced } from './pacing.ts';

const context = { signal: new AbortController().signal } as PlayerContext;
const turn = { turn: 1 } as PlayerTurn;

test('a first attempt waits for its time, and a further one does not', async () => {
  const timers: (() => void)[] = [];
  const player = paced(
    () => 'rock',
    1000,
    (_, callback) => {
      timers.push(callback);
      return () => {};
    },
  );
  let isAnswered = false;
  const first = Promise.resolve(player(turn, context)).then((decision) => {
    isAnswered = true;
    return decision;
  });
  await Promise.resolve();
  expect(isAnswered).toBe(false);
  timers[0]!();
  expect(await first).toBe('rock');
  const refusal = { code: 'illegal', message: 'No.' };
  expect(await player({ ...turn, refusal }, context)).toBe('rock');
  expect(timers).toHaveLength(1);
});
