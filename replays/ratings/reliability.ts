import type { Conduct } from './conduct.ts';
import { gammaQuantile } from './gamma.ts';

/** How often an agent forfeits. Games are taken to be as long as they are on average in the pool. */
export interface Reliability {
  readonly forfeits: number;
  readonly turns: number;
  /** Expected forfeits per 100 games, with the 95 % interval. */
  readonly per100Games: number;
  readonly low: number;
  readonly high: number;
}

/** Shape of the Gamma prior of the hazard (Jeffreys' prior of a rate; its own turns are 0). */
const priorShape = 0.5;

/** Turns of one seat in an average game of the pool; undefined where no row tells turns. */
export const turnsAGame = (conducts: readonly Conduct[]): number | undefined => {
  const games = conducts.reduce((sum, { toldGames }) => sum + toldGames, 0);
  const turns = conducts.reduce((sum, conduct) => sum + conduct.turns, 0);
  return turns === 0 ? undefined : turns / games;
};

/** Out of 100 games, those that end in a forfeit when every turn has this hazard. */
const per100Games = (hazard: number, turns: number): number => 100 * -Math.expm1(-hazard * turns);

/** The reliability by a hazard for each turn, so that who plays long games is not blamed for it. */
export const reliabilityOf = (
  { turns, forfeits }: Conduct,
  usualTurns: number | undefined,
): Reliability | null => {
  if (turns === 0 || usualTurns === undefined) return null;
  const shape = forfeits + priorShape;
  const at = (value: number): number => per100Games(value / turns, usualTurns);
  return {
    forfeits,
    turns,
    per100Games: at(shape),
    low: forfeits === 0 ? 0 : at(gammaQuantile(shape, 0.025)),
    high: at(gammaQuantile(shape, 0.975)),
  };
};
