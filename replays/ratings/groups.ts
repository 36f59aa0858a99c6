import type { Counts } from './pool-counts.ts';

/**
 * Sets of agents that a chain of games joins, largest first, then by smallest index; an agent without games
 * is in none. Only within one of them do games say who is stronger.
 */
export const groupsOf = ({ agents, cells }: Counts): readonly (readonly number[])[] => {
  const parents = agents.map((_, index) => index);
  const rootOf = (index: number): number => {
    let at = index;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]!]!;
      at = parents[at]!;
    }
    return at;
  };
  const met = new Set<number>();
  for (const { first, second } of cells) {
    met.add(first).add(second);
    parents[rootOf(first)] = rootOf(second);
  }
  const groups = new Map<number, number[]>();
  for (const index of agents.keys()) {
    if (!met.has(index)) continue;
    const root = rootOf(index);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [index]);
    else group.push(index);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!);
};
