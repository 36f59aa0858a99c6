import type { AnyGame } from '../../../games/game.ts';
import { kuhnPoker } from '../../../games/kuhn-poker/game.ts';

/** A game with one planted defect, the law that must catch it, and what that law must say. */
export interface Mutant {
  readonly defect: string;
  readonly law: number;
  readonly evidence: RegExp;
  /** A new copy each time, since some defects are memory that outlives a match. */
  readonly breed: () => AnyGame;
}

export type Kuhn = typeof kuhnPoker;

/** Kuhn poker with some of its members replaced; `evidence` must be in what the law says. */
export const mutant = (
  law: number,
  defect: string,
  evidence: RegExp,
  change: (game: Kuhn) => Partial<Kuhn>,
): Mutant => ({
  law,
  defect,
  evidence,
  breed: () => ({ ...kuhnPoker, ...change(kuhnPoker) }),
});
