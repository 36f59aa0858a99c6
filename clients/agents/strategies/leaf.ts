import type { Seat } from '../../../games/game.ts';
import { valueQuestion } from '../prompt/questions.ts';
import { readWorth } from './read-search.ts';
import type { Imagined, Simulator } from './simulator.ts';
import type { StrategyTurn } from './strategy.ts';

/**
 * What a made-up state is worth to the player: exactly where the match is over in it, else by the model, asked from
 * the player's own seat. Undefined where no call was answered with a value.
 */
export const worthOfLeaf = async (
  turn: StrategyTurn,
  simulator: Simulator,
  world: Imagined,
): Promise<number | undefined> =>
  simulator.result(world) ??
  readWorth(await turn.ask('value', valueQuestion(simulator.shown(world, turn.seat))));

/** The mean of what is known; undefined where nothing is. */
export const meanOf = (worths: readonly (number | undefined)[]): number | undefined => {
  const known = worths.filter((worth) => worth !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, worth) => sum + worth, 0) / known.length;
};

/** The one seat that acts; undefined where several do, or none. */
export const loneActor = (simulator: Simulator, world: Imagined): Seat | undefined => {
  const actors = simulator.actors(world);
  return actors.length === 1 ? actors[0] : undefined;
};
