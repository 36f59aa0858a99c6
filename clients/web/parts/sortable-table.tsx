import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { ScrollRegion } from './scroll-region.tsx';

/** What a column sorts by; null goes to the end, whichever way it is sorted. */
export type SortValue = number | string | null;

/** One column of a table. */
export interface Column<Row> {
  readonly key: string;
  readonly name: string;
  /** What the name means, in a sentence. */
  readonly title?: string;
  readonly value: (row: Row) => SortValue;
  /** What stands in the cell; the value itself when left out. */
  readonly show?: (row: Row) => ComponentChildren;
  readonly isText?: boolean;
  /** Whether the least is best, so that the first click sorts upwards. */
  readonly isLeastBest?: boolean;
}

interface Order {
  readonly key: string;
  readonly isRising: boolean;
}

const compare = (a: SortValue, b: SortValue, isRising: boolean): number => {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b === isRising ? -1 : 1;
};

/** The rows by a column, equals in the order in which they came. */
export const sortRows = <Row,>(
  rows: readonly Row[],
  value: (row: Row) => SortValue,
  isRising: boolean,
): readonly Row[] => [...rows].sort((a, b) => compare(value(a), value(b), isRising));

const HeadCell = <Row,>({
  column: { key, name, title, isText },
  order,
  sort,
}: {
  readonly column: Column<Row>;
  readonly order: Order;
  readonly sort: () => void;
}): VNode => {
  const isSorted = order.key === key;
  return (
    <th
      scope="col"
      class={isText === true ? 'text' : undefined}
      aria-sort={isSorted ? (order.isRising ? 'ascending' : 'descending') : undefined}
    >
      <button type="button" onClick={sort} title={title}>
        {name}
        <span class="sort-sign" aria-hidden="true">
          {isSorted ? (order.isRising ? '▲' : '▼') : ''}
        </span>
      </button>
    </th>
  );
};

/** A table that sorts by any of its columns. */
export const SortableTable = <Row,>({
  caption,
  rows,
  columns,
  rowKey,
  sortedBy,
}: {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly sortedBy: Order;
}): VNode => {
  const [order, setOrder] = useState(sortedBy);
  const by = columns.find(({ key }) => key === order.key) ?? columns[0]!;
  const sortBy =
    ({ key, isText, isLeastBest }: Column<Row>) =>
    () =>
      // From the order of now: two clicks may come before the first one is drawn.
      setOrder((now) => ({
        key,
        isRising: now.key === key ? !now.isRising : isText === true || isLeastBest === true,
      }));
  return (
    <ScrollRegion label={caption}>
      <table class="table">
        <caption class="hidden-text">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} order={order} sort={sortBy(column)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sortRows(rows, by.value, order.isRising).map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ key, value, show, isText }) => (
                <td key={key} class={isText === true ? 'text' : undefined}>
                  {show === undefined ? (value(row) ?? '–') : show(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};
