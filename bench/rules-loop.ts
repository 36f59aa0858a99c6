import type { AnyGame, Seat } from '../games/game.ts';
import { stepRng } from '../games/rng.ts';
import { pickAny } from './random-host.ts';

/** Games and steps that were played in so much time. */
export interface Played {
  readonly games: number;
  readonly steps: number;
  readonly seconds: number;
  /** Of all threads of the process. */
  readonly cpuSeconds: number;
}

const seed = '0123456789abcdef0123456789abcdef';

/** Plays one game by its rules alone, without a match around it; answers its steps. */
const playOne = (game: AnyGame): number => {
  let state: unknown = game.setup(game.defaults, stepRng(seed, 0));
  for (let steps = 0; ; steps++) {
    const actors = game.actors(state);
    if (actors.length === 0) return steps;
    const actions = new Map<Seat, unknown>();
    for (const seat of actors) {
      const action: unknown = pickAny(game.legalActions(state, seat));
      if (game.check(state, seat, action) !== undefined) throw new Error('a legal action was refused');
      actions.set(seat, action);
    }
    state = game.step(state, actions, stepRng(seed, steps + 1));
  }
};

/** What the rules alone allow: random play in a plain loop. */
export const playRules = (game: AnyGame, seconds: number): Played => {
  const start = performance.now();
  const end = start + seconds * 1000;
  const cpuStart = process.cpuUsage();
  let games = 0;
  let steps = 0;
  while (performance.now() < end) {
    steps += playOne(game);
    games += 1;
  }
  const { user, system } = process.cpuUsage(cpuStart);
  return { games, steps, seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
};
