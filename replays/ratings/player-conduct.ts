import { refusalClasses } from '../format.ts';
import { thinkQuantileMs } from '../think-buckets.ts';
import type { Conduct } from './conduct.ts';
import { costOfPass } from './cost-of-pass.ts';
import type { GameRecord } from './game-record.ts';

/** Milliseconds that a turn took: the mean, and what half and 95 % of the turns did not exceed. */
export interface ThinkTime {
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** How an agent played, beside how well. What no row tells is null. */
export interface PlayerConduct {
  /** Turns that the agent completed. */
  readonly turns: number;
  readonly faults: Conduct['faults'];
  readonly refusals: Conduct['refusals'];
  readonly refusalsPer100Turns: Conduct['refusals'];
  /** Turns by what decided them, and the share of those that the agent's fallback did. */
  readonly sources: Conduct['sources'];
  readonly fallbackShare: number | null;
  readonly think: ThinkTime | null;
  readonly tokensPerGame: { readonly input: number; readonly output: number } | null;
  readonly costUsd: number | null;
  readonly costPerGame: number | null;
  /** The cost of a game over the share of games won: what a win is expected to cost. */
  readonly costPerWin: number | 'infinite' | null;
  /** Usage, cost and sources are what the agent says of itself, since the arena did not host it. */
  readonly isClaimed: boolean;
}

/** Addresses of players that the arena itself runs, so that it has seen what they used. */
const hostedPattern = /^(?:bot|uci|llm):/;

const per100Turns = ({ refusals, turns }: Conduct): Conduct['refusals'] =>
  refusals === null || turns === 0
    ? null
    : (Object.fromEntries(
        refusalClasses.map((kind) => [kind, (100 * refusals[kind]) / turns]),
      ) as Conduct['refusals']);

const thinkOf = ({ thinkMs, think, turns }: Conduct): ThinkTime | null => {
  if (thinkMs === null || think === null || turns === 0) return null;
  const [p50Ms, p95Ms] = [thinkQuantileMs(think, 0.5), thinkQuantileMs(think, 0.95)];
  return p50Ms === null || p95Ms === null ? null : { meanMs: thinkMs / turns, p50Ms, p95Ms };
};

const fallbackShareOf = ({ sources }: Conduct): number | null => {
  if (sources === null) return null;
  const turns = Object.values(sources).reduce((sum, count) => sum + count, 0);
  // Who never says what decided a turn has not said that it was no fallback.
  return turns === sources.unsaid ? null : sources.fallback / turns;
};

/** A cost as JSON can hold it. */
export const finiteCost = (value: number): number | 'infinite' => (value === Infinity ? 'infinite' : value);

/** The conduct of a player as tables show it. */
export const playerConductOf = (
  agent: string,
  conduct: Conduct,
  { games, wins }: GameRecord,
): PlayerConduct => {
  const { tokens, cost } = conduct;
  const costPerGame = cost === null ? null : cost.usd / cost.games;
  return {
    turns: conduct.turns,
    faults: conduct.faults,
    refusals: conduct.refusals,
    refusalsPer100Turns: per100Turns(conduct),
    sources: conduct.sources,
    fallbackShare: fallbackShareOf(conduct),
    think: thinkOf(conduct),
    tokensPerGame:
      tokens === null ? null : { input: tokens.input / tokens.games, output: tokens.output / tokens.games },
    costUsd: cost === null ? null : cost.usd,
    costPerGame,
    costPerWin:
      costPerGame === null || games === 0 ? null : finiteCost(costOfPass(costPerGame, wins / games)),
    isClaimed: !hostedPattern.test(agent),
  };
};
