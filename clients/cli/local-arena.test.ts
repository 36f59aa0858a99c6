import { expect, onTestFinished, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import type { AppendRefusal, Store } from '../../replays/store.ts';
import { createMemoryStore } from '../../replays/stores/memory.ts';
import { createSigningKey } from '../../replays/stores/signing-key.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import { createInlineHost } from '../agents/hosting/inline-host.ts';
import { chooseEntrant } from './entrant.ts';
import { createLocalArena } from './local-arena.ts';
import { planGame } from './play-plan.ts';

/** A store that answers a write with what `refusalOf` says, from 1 by its number; undefined where it is to be done. */
const refusing = (refusalOf: (write: number) => AppendRefusal | undefined): Store => {
  const store = createMemoryStore();
  let writes = 0;
  return {
    ...store,
    append: (append, done) => {
      const refusal = refusalOf(++writes);
      if (refusal === undefined) store.append(append, done);
      else done(refusal);
    },
  };
};

const createBench = (store: Store) => {
  const host = createInlineHost();
  const warnings: string[] = [];
  const arena = createLocalArena({
    store,
    key: createSigningKey(),
    host,
    warn: (line) => warnings.push(line),
  });
  onTestFinished(async () => {
    arena.close();
    await host.close();
  });
  const random = chooseEntrant(host, 'bot:random', 'tic-tac-toe', { owner: 'local' });
  const run = {
    game: gameById('tic-tac-toe')!,
    config: {},
    entrants: [random, random],
    clock: presetClocks.bot,
    root: 'c0ffee',
  };
  return { warnings, play: (number: number) => arena.play(planGame(run, number).plan) };
};

test.each([
  ['full', 'disk-full'],
  ['failing', 'store-failed'],
] as const)('a disk that is %s ends all play with %s, and nothing is tried again', async (disk, code) => {
  const refused: number[] = [];
  const { play, warnings } = createBench(
    refusing((write) => {
      if (write < 5) return undefined;
      refused.push(write);
      return { kind: 'failed', message: 'no room', disk };
    }),
  );
  const error = expect.objectContaining({ code, message: 'no room' }) as unknown;
  const played = await Promise.allSettled([play(1), play(2)]);
  expect(played).toEqual(Array(2).fill({ status: 'rejected', reason: error }));
  await expect(play(3)).rejects.toEqual(error);
  expect(refused).toEqual([5]);
  expect(warnings).toEqual([]);
});

test('a write that fails for another reason is tried again, and the match goes on', async () => {
  const { play, warnings } = createBench(
    refusing((write) => (write === 3 ? { kind: 'failed', message: 'database is locked' } : undefined)),
  );
  expect(await play(1)).toMatchObject({ termination: 'normal' });
  expect(warnings).toEqual([expect.stringContaining('store: database is locked')]);
});
