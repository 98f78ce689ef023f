import { escapeHtml } from '../../texts/html.ts';

/** A piece of markup whose parts have been escaped. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | null | readonly Part[];

/** Markup from a template: strings and numbers are escaped, Html is kept, arrays are joined, null is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = strings.reduce((text, piece, index) => text + markupOf(parts[index - 1] ?? null) + piece);
  return { markup };
}

function markupOf(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'markup' in part ? part.markup : part.map(markupOf).join('');
}

/** A sentence of the catalogue that has tags: its values are escaped already. */
export function sentence(markup: string): Html {
  return { markup };
}

export interface Page {
  /** IETF tag. */
  readonly language: string;
  readonly title: string;
  readonly body: Html;
  /** "start": the name of the page's own style sheet and script; the plans have no script. */
  readonly name: 'start' | 'docs' | 'plans';
}

/** A whole page: title, our style sheet, the page's own and its script. */
export function page({ language, title, body, name }: Page): string {
  const whole = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/theme.css">
<link rel="stylesheet" href="/assets/page.css">
<link rel="stylesheet" href="/assets/${name}.css">
${name === 'plans' ? null : html`<script src="/assets/${name}.js" defer></script>`}
</head>
<body>
${body}
</body>
</html>
`;
  return whole.markup;
}
