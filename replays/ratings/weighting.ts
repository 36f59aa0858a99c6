import type { Cell } from './pool-counts.ts';

/** Cells as the fit counts them, and what one game of each counted. */
export interface WeighedCells {
  readonly cells: readonly Cell[];
  readonly weights: Float64Array;
}

/**
 * Caps what one pair of agents can say: n games between them, in both seats together, count as at most
 * `pairGamesMax`. Two accomplices then move each other's ratings no further by playing on.
 */
export const weighCells = (
  cells: readonly Cell[],
  agents: number,
  pairGamesMax: number | null,
): WeighedCells => {
  const weights = new Float64Array(cells.length).fill(1);
  if (pairGamesMax === null) return { cells, weights };
  const keyOf = ({ first, second }: Cell): number =>
    Math.min(first, second) * agents + Math.max(first, second);
  const games = new Map<number, number>();
  for (const cell of cells) {
    const key = keyOf(cell);
    games.set(key, (games.get(key) ?? 0) + cell.wins + cell.draws + cell.losses);
  }
  const weighed = cells.map((cell, at): Cell => {
    const weight = Math.min(1, pairGamesMax / games.get(keyOf(cell))!);
    weights[at] = weight;
    return {
      ...cell,
      wins: weight * cell.wins,
      draws: weight * cell.draws,
      losses: weight * cell.losses,
    };
  });
  return { cells: weighed, weights };
};
