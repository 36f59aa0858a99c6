/** A column of a plain-text table. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Longer cells are cut to this many terminal cells, with an ellipsis. */
  readonly widthMax?: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Marks, joiners and format characters that a terminal draws over the character before. */
const invisible = /^[\p{Mark}\p{Format}]+$/u;
/** Scripts and forms that take two cells (East Asian Width W and F), and pictures. */
const wide =
  /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|[\u3001-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;
/** The half-width forms of Katakana and Hangul take one. */
const halfWide = /^[\uff61-\uffdc]/u;
/** What would move the cursor, ring the bell or turn the reading direction: a cell is often somebody's text. */
const unprintable = /[\p{Control}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

const graphemeWidth = (grapheme: string): number => {
  if (invisible.test(grapheme)) return 0;
  return wide.test(grapheme) && !halfWide.test(grapheme) ? 2 : 1;
};

/** The number of terminal cells that a line of text takes. */
export const textWidth = (text: string): number => {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
};

const cut = (text: string, widthMax: number): string => {
  if (textWidth(text) <= widthMax) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    width += graphemeWidth(segment);
    if (width >= widthMax) break;
    kept += segment;
  }
  return `${kept}…`;
};

const pad = (text: string, width: number, align: Column['align']): string => {
  const space = ' '.repeat(width - textWidth(text));
  return align === 'left' ? text + space : space + text;
};

/**
 * A table for terminals: a header, a rule and one line a row, columns two spaces apart, no colours and no
 * trailing spaces or newline. Control characters in cells are replaced, so no name can rewrite the screen.
 */
export const formatTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): string => {
  const lines = [columns.map(({ title }) => title), ...rows].map((cells) =>
    columns.map(({ widthMax = Infinity }, at) =>
      cut((cells[at] ?? '').replace(unprintable, '\ufffd'), widthMax),
    ),
  );
  const widths = columns.map((_, at) => Math.max(...lines.map((cells) => textWidth(cells[at]!))));
  const [header, ...body] = lines.map((cells) =>
    cells
      .map((cell, at) => pad(cell, widths[at]!, columns[at]!.align))
      .join('  ')
      .trimEnd(),
  );
  return [header, widths.map((width) => '-'.repeat(width)).join('  '), ...body].join('\n');
};
