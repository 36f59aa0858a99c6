import type { ReportTable } from './benchmark-table.ts';
import { formatHtmlTable } from './report/html-table.ts';
import { formatPage } from './report/page.ts';

/** The page of a benchmark: its tables one below the other. `about` are lines of text. */
export const formatReportPage = (
  title: string,
  about: readonly string[],
  tables: readonly ReportTable[],
): string =>
  formatPage(
    title,
    about,
    tables.map(({ title, columns, rows }) => ({
      title,
      html: formatHtmlTable(
        columns.map((column) => ({ title: column.title, align: column.align ?? 'left' })),
        rows,
      ),
    })),
  );
