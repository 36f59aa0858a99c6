/**
 * What one success is expected to cost: the cost of a try over the chance of success, infinite where there is none
 * (Erol and others 2025, "Cost-of-Pass").
 */
export const costOfPass = (costOfTry: number, success: number): number =>
  success > 0 ? costOfTry / success : Infinity;

/** The least cost of pass that any of the agents offers; infinite where none succeeds. */
export const frontierCostOfPass = (costs: readonly number[]): number => Math.min(Infinity, ...costs);

/** An agent by what it costs and how good it is. */
export interface CostPoint {
  readonly cost: number;
  readonly rating: number;
}

const dominates = (one: CostPoint, other: CostPoint): boolean =>
  one.cost <= other.cost &&
  one.rating >= other.rating &&
  (one.cost < other.cost || one.rating > other.rating);

/** Which points are on the frontier: no other is at least as good and as cheap, and better in one of the two. */
export const onFrontier = (points: readonly CostPoint[]): readonly boolean[] =>
  points.map((point) => !points.some((other) => dominates(other, point)));
