import { sprtOf, type Pentanomial, type SprtResult } from '../../replays/ratings/sprt.ts';
import type { StopRule } from '../protocol/tournament-file.ts';
import type { PairResult } from './pair-result.ts';
import type { Strengths } from './strengths.ts';

/** Two neighbours in the table of a game, by number, and the chance that the upper one is the stronger. */
export interface Neighbours {
  readonly players: readonly [number, number];
  readonly superiority: number;
  readonly isSeparated: boolean;
}

/** Where a stop rule stands. */
export type StopState =
  | { readonly kind: 'fixed' }
  | ({ readonly kind: 'sprt'; readonly pairs: Pentanomial } & SprtResult)
  | {
      readonly kind: 'neighbours';
      readonly confidence: number;
      /** By game. `isSeparated`: every player has played, and all neighbours are separated. */
      readonly games: readonly {
        readonly neighbours: readonly Neighbours[];
        readonly isSeparated: boolean;
      }[];
    };

/** Points of whole pairs for the first player, from two losses to two wins. */
const pairCounts = (results: readonly PairResult[]): Pentanomial => {
  const counts: [number, number, number, number, number] = [0, 0, 0, 0, 0];
  for (const { points } of results) if (points !== null) counts[2 * points]! += 1;
  return counts;
};

const neighboursIn = (
  { order, superiority }: Strengths,
  players: number,
  confidence: number,
): { readonly neighbours: readonly Neighbours[]; readonly isSeparated: boolean } => {
  const neighbours = order.slice(1).map((lower, at): Neighbours => {
    const upper = order[at]!;
    const chance = superiority(upper, lower)!;
    return { players: [upper, lower], superiority: chance, isSeparated: chance >= confidence };
  });
  const isSeparated = order.length === players && neighbours.every((one) => one.isSeparated);
  return { neighbours, isSeparated };
};

/** What the rule says of these results; `strengths` answers the fit of a game. */
export const stopState = (
  rule: StopRule,
  results: readonly PairResult[],
  { players, games }: { readonly players: number; readonly games: number },
  strengths: (game: number) => Strengths,
): StopState => {
  switch (rule.kind) {
    case 'fixed':
      return rule;
    case 'sprt': {
      const pairs = pairCounts(results);
      return { kind: 'sprt', pairs, ...sprtOf(pairs, rule) };
    }
    case 'neighbours': {
      const { confidence } = rule;
      const states = Array.from({ length: games }, (_, game) =>
        neighboursIn(strengths(game), players, confidence),
      );
      return { kind: 'neighbours', confidence, games: states };
    }
  }
};

/** Whether the rule ends the tournament. */
export const isStopped = (state: StopState): boolean => {
  switch (state.kind) {
    case 'fixed':
      return false;
    case 'sprt':
      return state.decision !== 'continue';
    case 'neighbours':
      return state.games.every(({ isSeparated }) => isSeparated);
  }
};
