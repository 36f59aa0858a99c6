import { expect, onTestFinished, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { canonical } from '../../games/canonical.ts';
import type { Json } from '../../games/game.ts';
import { setUpHere } from './set-up.ts';
import { isSetupError, isThreadError } from './setup-error.ts';
import { createSetupThread, type SetupThread } from './setup-thread.ts';

const seed = '0123456789abcdef0123456789abcdef';
const crafting = gameById('crafting-world')!;
const rivals = gameById('crafting-rivals')!;

const start = (): SetupThread => {
  const thread = createSetupThread();
  onTestFinished(() => thread.close());
  return thread;
};

test('a game that is slow to set up starts as in this thread, and the event loop turns meanwhile', async () => {
  const { setUp } = start();
  const config = { ...(crafting.defaults as object), level: 8, goal: 'earn' } as const;
  const found = setUp(crafting, config, seed);
  expect(found).toBeInstanceOf(Promise);
  let turns = 0;
  const count = (): void => {
    turns += 1;
    pending = setImmediate(count);
  };
  let pending = setImmediate(count);
  const state = await found;
  clearImmediate(pending);
  expect(turns).toBeGreaterThan(10);
  expect(canonical(state as Json)).toBe(canonical(setUpHere(crafting, config, seed) as Json));
});

test('starts come in the order in which they were asked for, each to whoever asked', async () => {
  const { setUp } = start();
  const asked = [crafting, rivals, crafting].map((game, at) => ({ game, seed: `${at}${seed.slice(1)}` }));
  const found = await Promise.all(asked.map((one) => setUp(one.game, one.game.defaults, one.seed)));
  expect(found).toEqual(asked.map((one) => setUpHere(one.game, one.game.defaults, one.seed)));
});

test('other games are ready at once', () => {
  const chess = gameById('chess')!;
  expect(start().setUp(chess, chess.defaults, seed)).toEqual(setUpHere(chess, chess.defaults, seed));
});

test('rules that find no start are told apart from a thread that ended, after which another one begins', async () => {
  const { setUp, close } = start();
  const failure = async (found: unknown): Promise<unknown> =>
    Promise.resolve(found).catch((error: unknown) => error);
  expect(isSetupError(await failure(setUp(crafting, { level: 99 }, seed)))).toBe(true);
  const waiting = failure(setUp(crafting, crafting.defaults, seed));
  await close();
  expect(isThreadError(await waiting)).toBe(true);
  await expect(setUp(crafting, crafting.defaults, seed)).resolves.toEqual(
    setUpHere(crafting, crafting.defaults, seed),
  );
});
