import { escapeHtml } from './page.ts';

/** One cell: its value decides the colour, its text is shown; null for none. */
export interface HeatCell {
  readonly value: number;
  readonly text: string;
  readonly tip?: string;
  /** Ringed, such as the best of a sweep. */
  readonly marked?: true;
}

export interface HeatMap {
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly (HeatCell | null)[] }[];
  /** Value that has no colour; above it good, below it bad. */
  readonly neutral: number;
}

/** The colour is full at the value farthest from neutral that is not extreme: one month must not pale all others. */
function fullColorAt(map: HeatMap): number {
  const sizes = map.rows
    .flatMap(({ cells }) => cells)
    .flatMap((cell) => (cell === null || !Number.isFinite(cell.value) ? [] : [Math.abs(cell.value - map.neutral)]))
    .sort((a, b) => a - b);
  return sizes[Math.floor(0.95 * (sizes.length - 1))] || 1;
}

function cellOf(cell: HeatCell | null, map: HeatMap, full: number): string {
  if (cell === null) return '<td class="none"></td>';
  const off = (cell.value - map.neutral) / full;
  const strength = Number.isFinite(off) ? Math.round(Math.min(1, Math.abs(off)) * 70) : 0;
  const tone = off > 0 ? 'good' : 'bad';
  const tip = cell.tip === undefined ? '' : ` title="${escapeHtml(cell.tip)}"`;
  return `<td class="${tone}${cell.marked === true ? ' marked' : ''}" style="--heat:${strength}%"${tip}>${escapeHtml(cell.text)}</td>`;
}

/** A table whose cells are coloured around a neutral value; it scrolls sideways where it does not fit. */
export function heatMap(map: HeatMap): string {
  const full = fullColorAt(map);
  const head = map.columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const body = map.rows.map(
    ({ name, cells }) =>
      `<tr><th scope="row">${escapeHtml(name)}</th>${cells.map((cell) => cellOf(cell, map, full)).join('')}</tr>`,
  );
  return (
    `<div class="scroll"><table class="heat"><thead><tr><th>${escapeHtml(map.corner)}</th>${head}</tr>` +
    `</thead><tbody>${body.join('')}</tbody></table></div>`
  );
}
