import { escapeHtml } from './escape-html.ts';
import { reportStyle } from './style.ts';

/** A part of a report with a heading; `html` is trusted, the title is not. */
export interface Section {
  readonly title: string;
  readonly html: string;
}

const idOf = (at: number): string => `part-${at + 1}`;

const navigation = (sections: readonly Section[]): string =>
  sections.length < 2
    ? ''
    : `<nav>${sections.map(({ title }, at) => `<a href="#${idOf(at)}">${escapeHtml(title)}</a>`).join('')}</nav>`;

/** A report in one file: no script, and nothing is asked of any other place. `about` are lines of text. */
export const formatPage = (title: string, about: readonly string[], sections: readonly Section[]): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${reportStyle}
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${about.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}
${navigation(sections)}
${sections
  .map(
    (section, at) =>
      `<section id="${idOf(at)}">\n<h2>${escapeHtml(section.title)}</h2>\n${section.html}\n</section>`,
  )
  .join('\n')}
</body>
</html>
`;
