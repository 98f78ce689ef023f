import { escapeHtml } from './page.ts';

/** A cell: plain text, or text in the colour of a good or bad figure. */
export type Cell = string | { readonly text: string; readonly tone: 'up' | 'down' };

function cellHtml(cell: Cell): string {
  return typeof cell === 'string'
    ? `<td>${escapeHtml(cell)}</td>`
    : `<td class="${cell.tone}">${escapeHtml(cell.text)}</td>`;
}

/** A table with a head; it scrolls sideways where it does not fit. */
export function tableHtml(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const headHtml = head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`).join('');
  return `<div class="scroll"><table><thead><tr>${headHtml}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** What and how much, one pair a line; long values wrap. */
export function factTable(facts: readonly (readonly [what: string, value: string])[]): string {
  const rows = facts.map(
    ([what, value]) => `<tr><td>${escapeHtml(what)}</td><td></td><td class="fact">${escapeHtml(value)}</td></tr>`,
  );
  return `<table class="figures"><tbody>${rows.join('')}</tbody></table>`;
}
