import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatReportPage } from './benchmark-html.ts';

const pageWith = (text: string): string =>
  formatReportPage(
    text,
    [text],
    [{ title: text, columns: [{ title: text, align: 'right' }], rows: [[text]] }],
  );

/** The text of a page as a browser reads it: tags go, entities come back. */
const readText = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test('no text makes a tag, and each is shown as it was', () => {
  const shape = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? [];
  const plain = shape(pageWith('x'));
  const text = fc.string({
    unit: fc.constantFrom('<', '>', '&', '"', "'", '/', 'b', ';', '#'),
    minLength: 1,
  });
  fc.assert(
    fc.property(text, (given) => {
      const page = pageWith(given);
      expect(shape(page)).toEqual(plain);
      // The title twice, the line, the table's title, its column and its cell.
      expect(
        readText(page)
          .split('\n')
          .filter((line) => line === given),
      ).not.toHaveLength(0);
    }),
  );
});

test('it follows the reader’s scheme, and asks nothing of any other place', () => {
  const page = pageWith('x');
  expect(page).toContain('color-scheme: light dark');
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/https?:|<script|<link|<img|url\(|@import| on\w+=/);
});
