import { escapeHtml } from './escape-html.ts';

/** A cell of a square table of players; `share` from 0 to 1 tints it from bad to good. */
export interface GridCell {
  readonly text: string;
  readonly title: string;
  readonly share: number | null;
}

/** Tints are told apart by lightness as well: whoever sees no red or green sees a strong tint or a weak one. */
const tintOf = (share: number | null): string => {
  if (share === null) return '';
  const colour = share >= 0.5 ? 'var(--good)' : 'var(--bad)';
  const strength = Math.round(Math.abs(share - 0.5) * 90);
  return ` style="background:color-mix(in srgb, ${colour} ${strength}%, transparent)"`;
};

/** A square table: rows are named, columns bear the numbers of the rows. The diagonal is empty. */
export const formatGrid = (names: readonly string[], cells: readonly (readonly GridCell[])[]): string => {
  const head = names.map((name, at) => `<th scope="col" title="${escapeHtml(name)}">${at + 1}</th>`).join('');
  const rows = cells.map((row, at) => {
    const tds = row.map(({ text, title, share }, column) =>
      column === at
        ? '<td class="none">·</td>'
        : `<td title="${escapeHtml(title)}"${tintOf(share)}>${escapeHtml(text)}</td>`,
    );
    return `<tr><th scope="row" class="right">${at + 1}</th><th scope="row">${escapeHtml(names[at]!)}</th>${tds.join('')}</tr>`;
  });
  return `<div class="wide"><table class="grid">
<thead><tr><th scope="col">#</th><th scope="col">Player</th>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
};
