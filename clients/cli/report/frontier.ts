/** A player with what it costs. */
export interface CostPoint {
  readonly name: string;
  readonly rating: number;
  readonly low: number;
  readonly high: number;
  /** In the unit of the chart, for one game. */
  readonly cost: number;
}

/** Whoever is stronger than everybody who costs no more, from the cheapest on. */
export const frontierOf = (points: readonly CostPoint[]): readonly CostPoint[] => {
  const sorted = [...points].sort((a, b) => a.cost - b.cost || b.rating - a.rating);
  let best = -Infinity;
  return sorted.filter(({ rating }) => {
    if (rating <= best) return false;
    best = rating;
    return true;
  });
};
