import fc from 'fast-check';
import { render } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { SortableTable, sortRows, type SortValue } from './sortable-table.tsx';

const values = fc.array(fc.option(fc.integer(), { nil: null }));

test('rows are sorted either way, what is unknown is last, and nothing is lost', () => {
  fc.assert(
    fc.property(values, fc.boolean(), (rows, isRising) => {
      const sorted = sortRows(rows, (value): SortValue => value, isRising);
      const known = sorted.filter((value) => value !== null);
      expect(sorted.slice(0, known.length)).toEqual(known);
      expect(known).toEqual(known.toSorted((a, b) => (isRising ? a - b : b - a)));
      expect(sorted.length).toBe(rows.length);
    }),
  );
});

test('equals keep their order', () => {
  const rows = [
    { n: 1, v: 5 },
    { n: 2, v: 5 },
    { n: 3, v: 5 },
  ];
  for (const isRising of [true, false]) expect(sortRows(rows, ({ v }) => v, isRising)).toEqual(rows);
});

test('a table says by which column and which way it is sorted', () => {
  const html = render(
    <SortableTable
      caption="Agents"
      rows={[
        { name: 'a', rating: 1 },
        { name: 'b', rating: null },
      ]}
      columns={[
        { key: 'name', name: 'Agent', value: ({ name }) => name, isText: true },
        { key: 'rating', name: 'Rating', value: ({ rating }) => rating },
      ]}
      rowKey={({ name }) => name}
      sortedBy={{ key: 'rating', isRising: false }}
    />,
  );
  expect(html.match(/aria-sort="descending"/g)).toHaveLength(1);
  expect(html).toContain('<td>–</td>');
  expect(html).toContain('<caption');
});
