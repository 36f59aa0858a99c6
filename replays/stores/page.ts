import type { Page } from '../store.ts';
import { createStoreError } from './store-error.ts';

/** The row below which a page starts. Rows are numbered as they are created, so new ones move no page. */
export const parseCursor = (cursor: string | undefined): number => {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER;
  if (!/^[1-9]\d{0,14}$/.test(cursor)) {
    throw createStoreError(
      'cursor-invalid',
      `"${cursor}" is not a cursor; pass on the one that came with the page before.`,
    );
  }
  return Number(cursor);
};

/** A page from its rows and, where there is another page, one row more. */
export const pageOf = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  idOf: (row: Row) => number,
  itemOf: (row: Row) => Item,
): Page<Item> => {
  const items = rows.slice(0, limit).map(itemOf);
  const last = rows[limit - 1];
  return rows.length > limit && last !== undefined ? { items, cursor: String(idOf(last)) } : { items };
};
