const iterations = 4000;

const positive = (regret: number): number => Math.max(0, regret);

const normalised = (weights: readonly number[]): readonly number[] => {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (sum > 0 ? weight / sum : 1 / weights.length));
};

const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, at) => sum + value * other[at]!, 0);

/**
 * A mixed strategy of the row player that is near optimal in the zero-sum game of this matrix, by regret matching
 * (Hart and Mas-Colell, Econometrica 2000): the average play of both sides tends to an equilibrium.
 */
export const solveMatrix = (matrix: readonly (readonly number[])[]): readonly number[] => {
  const columns = matrix[0]!.map((_, column) => matrix.map((row) => row[column]!));
  const rowRegrets = matrix.map(() => 0);
  const columnRegrets = columns.map(() => 0);
  const played = matrix.map(() => 0);
  for (let round = 0; round < iterations; round++) {
    const row = normalised(rowRegrets.map(positive));
    const column = normalised(columnRegrets.map(positive));
    const rowWorths = matrix.map((worths) => dot(worths, column));
    const columnWorths = columns.map((worths) => -dot(worths, row));
    const rowMean = dot(rowWorths, row);
    const columnMean = dot(columnWorths, column);
    for (const at of rowRegrets.keys()) {
      rowRegrets[at]! += rowWorths[at]! - rowMean;
      played[at]! += row[at]!;
    }
    for (const at of columnRegrets.keys()) columnRegrets[at]! += columnWorths[at]! - columnMean;
  }
  return normalised(played);
};
