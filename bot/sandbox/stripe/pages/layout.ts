import { escapeHtml } from '../../../texts/html.ts';

const STYLE = `:root{color-scheme:light dark;--ground:#f4f6fa;--card:#fff;--line:#dfe4ee;--text:#17202e;--quiet:#5d6a7e;
--accent:#2459c9}
@media (prefers-color-scheme:dark){:root{--ground:#0f141c;--card:#171e29;--line:#2a3444;--text:#e7ecf4;
--quiet:#9aa8bd;--accent:#7ea6ff}
}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{max-width:26rem;margin:0 auto;padding:1.5rem 1rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1.25rem;margin-top:1rem}
h1{font-size:1.1rem;margin:0;color:var(--quiet);font-weight:600}
.price{font-size:2.2rem;font-weight:700;margin:.25rem 0}
p{margin:.35rem 0}
.quiet{color:var(--quiet);font-size:.9rem}
label{display:block;padding:.55rem 0;border-bottom:1px solid var(--line)}
button{width:100%;padding:.8rem;margin-top:.75rem;border-radius:10px;border:1px solid var(--line);
background:var(--card);color:inherit;font:inherit;font-weight:600;cursor:pointer}
button.main{background:var(--accent);border-color:var(--accent);color:#fff}
.bad{color:#b3261e}
table{width:100%;border-collapse:collapse}
td{padding:.4rem 0;border-bottom:1px solid var(--line)}
td:last-child{text-align:right}
a{color:var(--accent)}
@media (prefers-color-scheme:dark){button.main{color:#0b1322}
.bad{color:#ff8b82}
}`;

/** A whole page of the stand-in; the body is markup whose values are escaped. */
export function wholePage(title: string, body: string): string {
  return pageFrame({ title, note: 'Play checkout, a stand-in for Stripe. No money moves.' }, body);
}

/** A page of any stand-in, under a note that says what it is. */
export function pageFrame({ title, note }: { readonly title: string; readonly note: string }, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>
<p class="quiet">${escapeHtml(note)}</p>${body}</main></body></html>`;
}

export function amountText(minor: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency: currency.toUpperCase() }).format(minor / 100);
}

export function dayText(seconds: number): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).format(seconds * 1_000);
}
