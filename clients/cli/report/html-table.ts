import { escapeHtml } from './escape-html.ts';

/** A column of a table in a report. */
export interface HtmlColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** One cell: a text, or a text with a class of the report's style. */
export type HtmlCell = string | { readonly text: string; readonly className: 'good' | 'bad' | 'none' };

const formatCell = (cell: HtmlCell, align: HtmlColumn['align']): string => {
  const { text, className } = typeof cell === 'string' ? { text: cell, className: '' } : cell;
  const classes = [...(align === 'right' ? ['right'] : []), ...(className === '' ? [] : [className])];
  const attribute = classes.length === 0 ? '' : ` class="${classes.join(' ')}"`;
  return `<td${attribute}>${escapeHtml(text)}</td>`;
};

/** A plain table; every text is escaped. */
export const formatHtmlTable = (
  columns: readonly HtmlColumn[],
  rows: readonly (readonly HtmlCell[])[],
): string => {
  const head = columns
    .map(
      ({ title, align }) =>
        `<th scope="col"${align === 'right' ? ' class="right"' : ''}>${escapeHtml(title)}</th>`,
    )
    .join('');
  const body = rows.map(
    (cells) => `<tr>${cells.map((cell, at) => formatCell(cell, columns[at]!.align)).join('')}</tr>`,
  );
  return `<div class="wide"><table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table></div>`;
};
