import type { ReportTable } from './benchmark-table.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that a page shows as it is, between tags or within a quoted attribute. */
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character]!);

const style = `:root { color-scheme: light dark; --line: light-dark(#d0d0d8, #44444c); --soft: light-dark(#55555f, #a8a8b4); }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif;
  background: light-dark(#fff, #16161a); color: light-dark(#1a1a1f, #ececf1); }
p { color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.3rem 0.8rem; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
.right { text-align: right; }`;

const formatCells = (tag: 'td' | 'th', { columns }: ReportTable, cells: readonly string[]): string =>
  cells
    .map((cell, at) => {
      const scope = tag === 'th' ? ' scope="col"' : '';
      const align = columns[at]?.align === 'right' ? ' class="right"' : '';
      return `<${tag}${scope}${align}>${escapeHtml(cell)}</${tag}>`;
    })
    .join('');

const formatTableHtml = (table: ReportTable): string => {
  const titles = table.columns.map(({ title }) => title);
  const rows = table.rows.map((cells) => `<tr>${formatCells('td', table, cells)}</tr>`);
  return `<h2>${escapeHtml(table.title)}</h2>
<div class="wide"><table>
<thead><tr>${formatCells('th', table, titles)}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
};

/** A page of its own: no script, and nothing is asked of any other place. `about` are lines of text. */
export const formatReportPage = (
  title: string,
  about: readonly string[],
  tables: readonly ReportTable[],
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${style}
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${about.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}
${tables.map(formatTableHtml).join('\n')}
</body>
</html>
`;
