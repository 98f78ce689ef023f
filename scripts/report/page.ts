import { readFileSync } from 'node:fs';

/** Text as HTML shows it, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A report as one file: everything is inside it, and it asks nothing of any network. */
export interface ReportPage {
  readonly title: string;
  /** Plain text below the title. */
  readonly subtitle: string;
  /** HTML of the sections, in order. */
  readonly sections: readonly string[];
  /** Code that runs at the end; must not hold "</script". */
  readonly scripts?: readonly string[];
}

/** The text of a file, its path relative to this one. */
export function readBeside(name: string): string {
  return readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
}

/** The theme is the landing pages' own, so that a report looks like the product. */
const STYLE_SHEETS = [
  '../../bot/web/landing/theme.css',
  'report.css',
  'plot.css',
  'candle-view/candle-view.css',
] as const;

/** One section with its heading; `note` is a line of plain text below it. */
export function section(heading: string, body: string, note: string | null = null): string {
  const line = note === null ? '' : `<p class="note">${escapeHtml(note)}</p>`;
  return `<section><h2>${escapeHtml(heading)}</h2>${line}${body}</section>`;
}

/** The whole page. The content policy forbids it to load anything, so that a report sent around stays what it was. */
export function reportPage({ title, subtitle, sections, scripts = [] }: ReportPage): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE_SHEETS.map(readBeside).join('')}</style>
</head>
<body>
<main>
<header><h1>${escapeHtml(title)}</h1><p class="note">${escapeHtml(subtitle)}</p></header>
${sections.join('\n')}
<footer>Model output, not investment advice. Past results, tested or real, do not promise future ones.</footer>
</main>
${scripts.map((code) => `<script>${code}</script>`).join('\n')}
</body>
</html>
`;
}

/** JSON for a script element: nothing in it can end that element. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
