import type { Axis } from './axis.ts';
import { escapeHtml } from './page.ts';

/** A line of a plot: columns of equal length, x ascending; NaN breaks the line. */
export interface PlotLine {
  readonly name: string;
  /** Number 1..6 of a colour of the style sheet; "quiet" for what is only there to compare with. */
  readonly color: 1 | 2 | 3 | 4 | 5 | 6 | 'quiet';
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Also fill the space between the line and this y. */
  readonly fillTo?: number;
  readonly dashed?: true;
}

/** A dot with a tip, such as one bin of a reliability curve; the bar spans an interval of y. */
export interface PlotDot {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  readonly tip: string;
}

/** A horizontal or vertical line over the whole plot. */
export interface PlotRule {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly text?: string;
}

export interface Plot {
  /** What it shows, for those who do not see it. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly heightPx: number;
  readonly lines?: readonly PlotLine[];
  readonly dots?: readonly PlotDot[];
  readonly rules?: readonly PlotRule[];
  /** Bars from y = base up or down to a value. */
  readonly bars?: readonly PlotBar[];
  readonly xTitle?: string;
  readonly yTitle?: string;
}

export interface PlotBar {
  readonly from: number;
  readonly to: number;
  readonly base: number;
  readonly value: number;
  readonly tone: 'good' | 'bad' | 'plain';
  readonly tip: string;
}

/** Drawing units of the stretched picture; two decimals of them are finer than a pixel. */
const UNITS = 1_000;
/** Columns of a thinned line: more than a phone has pixels, fewer than a file should carry. */
const THIN_COLUMNS = 700;

const rounded = (value: number): string => String(Math.round(value * 100) / 100);
const percent = (share: number): string => `${rounded(100 * share)}%`;
const clamped = (share: number): number => Math.max(-0.2, Math.min(1.2, share));

/**
 * Row numbers that draw the same picture with far fewer points: of each of `columns` equal stretches of x the first,
 * lowest, highest and last (M4, Jugel et al. 2014). All rows where there are few.
 */
export function thinRows(x: ArrayLike<number>, y: ArrayLike<number>, columns = THIN_COLUMNS): readonly number[] {
  const count = Math.min(x.length, y.length);
  if (count <= 4 * columns) return Array.from({ length: count }, (_, row) => row);
  const [from, to] = [x[0] ?? 0, x[count - 1] ?? 0];
  const columnOf = (row: number): number => Math.floor((((x[row] ?? 0) - from) / (to - from)) * columns);
  const kept: number[] = [];
  for (let first = 0; first < count; ) {
    const column = columnOf(first);
    let [lowest, highest, end] = [first, first, first + 1];
    for (; end < count && columnOf(end) === column; end += 1) {
      const value = y[end] ?? Number.NaN;
      if (value < (y[lowest] ?? 0) || Number.isNaN(value)) lowest = end;
      if (value > (y[highest] ?? 0)) highest = end;
    }
    kept.push(...[...new Set([first, lowest, highest, end - 1])].sort((a, b) => a - b));
    first = end;
  }
  return kept;
}

/** SVG path data of a line on stretched units, thinned. */
function pathOf({ x, y }: PlotLine, axes: { readonly x: Axis; readonly y: Axis }): string {
  let isPen = false;
  const parts: string[] = [];
  for (const row of thinRows(x, y)) {
    const share = axes.y.at(y[row] ?? Number.NaN);
    if (!Number.isFinite(share)) {
      isPen = false;
      continue;
    }
    const across = rounded(UNITS * axes.x.at(x[row] ?? 0));
    parts.push(`${isPen ? 'L' : 'M'}${across} ${rounded(UNITS * (1 - clamped(share)))}`);
    isPen = true;
  }
  return parts.join('');
}

function areaOf(line: PlotLine, axes: { readonly x: Axis; readonly y: Axis }, path: string): string {
  if (line.fillTo === undefined || path === '') return '';
  const floor = rounded(UNITS * (1 - clamped(axes.y.at(line.fillTo))));
  const [first, last] = [line.x[0] ?? 0, line.x[line.x.length - 1] ?? 0].map((value) =>
    rounded(UNITS * axes.x.at(value)),
  );
  return `<path class="area c${line.color}" d="${path}L${last} ${floor}L${first} ${floor}Z"/>`;
}

function barOf(bar: PlotBar, axes: { readonly x: Axis; readonly y: Axis }): string {
  const [left, right] = [axes.x.at(bar.from) * UNITS, axes.x.at(bar.to) * UNITS];
  const ends = [UNITS * (1 - clamped(axes.y.at(bar.base))), UNITS * (1 - clamped(axes.y.at(bar.value)))];
  const [top, bottom] = [Math.min(...ends), Math.max(...ends)];
  const gap = Math.min(1, (right - left) / 8);
  return (
    `<rect class="bar ${bar.tone}" x="${rounded(left + gap / 2)}" y="${rounded(top)}" ` +
    `width="${rounded(right - left - gap)}" height="${rounded(bottom - top)}"><title>${escapeHtml(bar.tip)}</title></rect>`
  );
}

function dotOf(dot: PlotDot, axes: { readonly x: Axis; readonly y: Axis }): string {
  const left = percent(axes.x.at(dot.x));
  const { low, high } = dot;
  const bar =
    low === undefined || high === undefined
      ? ''
      : `<i class="whisker" ` +
        `style="left:${left};bottom:${percent(axes.y.at(low))};height:${percent(axes.y.at(high) - axes.y.at(low))}"></i>`;
  return `${bar}<i class="dot" style="left:${left};bottom:${percent(axes.y.at(dot.y))}" title="${escapeHtml(dot.tip)}"></i>`;
}

function ruleOf({ axis, at, text }: PlotRule, axes: { readonly x: Axis; readonly y: Axis }): string {
  const place = axis === 'x' ? `left:${percent(axes.x.at(at))}` : `bottom:${percent(axes.y.at(at))}`;
  return `<i class="rule ${axis}" style="${place}">${text === undefined ? '' : `<b>${escapeHtml(text)}</b>`}</i>`;
}

/** Every second tick of a crowded axis leaves on a narrow screen. */
function ticksOf(axis: Axis, side: 'x' | 'y', most: number): string {
  return axis.ticks
    .filter(({ at }) => at >= -0.001 && at <= 1.001)
    .map(({ at, text }, index, all) => {
      const wide = all.length > most && index % 2 === 1 ? ' wide' : '';
      const place = side === 'x' ? `left:${percent(at)}` : `bottom:${percent(at)}`;
      // Labels at the very ends are kept inside the plot.
      const end = side === 'x' && at > 0.96 ? ' last' : side === 'x' && at < 0.04 ? ' first' : '';
      return `<span class="tick ${side}${wide}${end}" style="${place}">${escapeHtml(text)}</span>`;
    })
    .join('');
}

function legendOf(lines: readonly PlotLine[]): string {
  if (lines.length < 2) return '';
  const entries = lines.map(
    ({ name, color, dashed }) =>
      `<span><i class="key c${color}${dashed === true ? ' dashed' : ''}"></i>${escapeHtml(name)}</span>`,
  );
  return `<p class="legend">${entries.join('')}</p>`;
}

/**
 * A plot as HTML: a stretched SVG for what may stretch, and labels and dots beside it as text in per cent, so that type
 * keeps its size on a phone. Colours come from the style sheet, light and dark.
 */
export function plot(drawn: Plot): string {
  const { label, heightPx, lines = [], dots = [], rules = [], bars = [], xTitle, yTitle } = drawn;
  const grid = [
    ...drawn.y.ticks.map(({ at }) => `M0 ${rounded(UNITS * (1 - at))}H${UNITS}`),
    ...drawn.x.ticks.map(({ at }) => `M${rounded(UNITS * at)} 0V${UNITS}`),
  ].join('');
  const paths = lines.map((line) => ({ line, path: pathOf(line, drawn) }));
  const svg = [
    `<path class="grid" d="${grid}"/>`,
    ...bars.map((bar) => barOf(bar, drawn)),
    ...paths.map(({ line, path }) => areaOf(line, drawn, path)),
    ...paths.map(
      ({ line, path }) => `<path class="line c${line.color}${line.dashed === true ? ' dashed' : ''}" d="${path}"/>`,
    ),
  ].join('');
  const title = (text: string | undefined, side: string): string =>
    text === undefined ? '' : `<span class="axis-title ${side}">${escapeHtml(text)}</span>`;
  const marks = [
    ...rules.map((rule) => ruleOf(rule, drawn)),
    ...dots.map((dot) => dotOf(dot, drawn)),
    ticksOf(drawn.y, 'y', 99),
    ticksOf(drawn.x, 'x', 5),
  ];
  return (
    `<figure class="plot">${legendOf(lines)}${title(yTitle, 'y')}<div class="frame" role="img" aria-label="${escapeHtml(label)}">` +
    `<div class="field" style="height:${heightPx}px"><svg viewBox="0 0 ${UNITS} ${UNITS}" preserveAspectRatio="none" ` +
    `aria-hidden="true">${svg}</svg>${marks.join('')}</div></div>${title(xTitle, 'x')}</figure>`
  );
}
