import { formatGrid, type GridCell } from './grid.ts';

/** Certainty beyond this many digits is the model's and not the games'. */
const percent = (chance: number): string =>
  chance > 0.999
    ? '>99.9'
    : chance < 0.001
      ? '<0.1'
      : (100 * chance).toFixed(chance > 0.99 || chance < 0.01 ? 1 : 0);

/** The chance in percent that the row's player is stronger than the column's. */
export const formatSuperiority = (
  names: readonly string[],
  superiority: readonly (readonly number[])[],
): string => {
  const cellOf = (chance: number, row: number, column: number): GridCell => ({
    text: percent(chance),
    title: `${names[row]!} over ${names[column]!}`,
    share: chance,
  });
  return formatGrid(
    names,
    superiority.map((chances, row) => chances.map((chance, column) => cellOf(chance, row, column))),
  );
};
