import type { Counts } from './pool-counts.ts';

/** What an agent did over all its counted games. */
export interface GameRecord {
  readonly games: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
  /** Distinct agents that it met. */
  readonly opponents: number;
}

/** One record an agent, in the order of `Counts.agents`. */
export const recordsOf = ({ agents, cells }: Counts): readonly GameRecord[] => {
  const sums = agents.map(() => ({ wins: 0, draws: 0, losses: 0, met: new Set<number>() }));
  for (const { first, second, wins, draws, losses } of cells) {
    const ahead = sums[first]!;
    const behind = sums[second]!;
    ahead.wins += wins;
    ahead.draws += draws;
    ahead.losses += losses;
    ahead.met.add(second);
    behind.wins += losses;
    behind.draws += draws;
    behind.losses += wins;
    behind.met.add(first);
  }
  return sums.map(({ wins, draws, losses, met }) => ({
    games: wins + draws + losses,
    wins,
    draws,
    losses,
    opponents: met.size,
  }));
};
