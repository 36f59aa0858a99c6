import type { AnyGame } from '../../games/game.ts';
import { stepRng } from '../../games/rng.ts';
import type { Header } from '../../replays/format.ts';
import { createSetupError } from './setup-error.ts';

/**
 * Finds where a match starts: the state that its rules make of configuration and seed. Throws, or rejects with, a
 * `SetupError` where they make none. Most rules are ready at once, and then it is no promise, so that nothing comes between.
 */
export type SetUp = (game: AnyGame, config: Header['config'], seed: string) => unknown;

/** In this thread. */
export const setUpHere: SetUp = (game, config, seed) => {
  try {
    return game.setup(config, stepRng(seed, 0)) as unknown;
  } catch (error) {
    throw createSetupError(error);
  }
};
