import type { CountableRow } from './result.ts';
import { ratingTable, type RatedPlayer, type RatingTable } from './table.ts';

/** The table of rows that are all of one pool. */
export const onlyTable = (
  rows: readonly CountableRow[],
  options: Parameters<typeof ratingTable>[1] = {},
): RatingTable => {
  const tables = ratingTable(rows, options);
  if (tables.length !== 1) throw new Error(`the rows are of ${tables.length} pools`);
  return tables[0]!;
};

export const playerIn = ({ players }: RatingTable, name: string): RatedPlayer => {
  const found = players.find((player) => player.name === name);
  if (found === undefined) throw new Error(`the table has no player ${name}`);
  return found;
};
