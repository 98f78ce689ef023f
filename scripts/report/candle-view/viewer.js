// @ts-check
// What a reader sees of the candles now, and how it changes.

/** @import { Drawing, Rows } from './draw-candles.js' */
/** @import { Market } from './unpack-candles.js' */

import { candleText, tradeText } from './candle-texts.js';
import { drawView, entryX } from './draw-candles.js';

/** @typedef {{ canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D, output: HTMLOutputElement }} Surface */
/** @typedef {{ market: Market, rows: Rows, chosen: number, drawn: Drawing | null }} State */
/** @typedef {Surface & State & { priceText: (price: number) => string }} Viewer */

const LEAST_SHOWN = 12;
/** Pixels from a trade's entry within which a tap means it. */
const TAP_REACH = 12;

/** @param {Viewer} viewer */
export function redraw(viewer) {
  viewer.drawn = drawView(viewer.canvas, viewer.pen, viewer) ?? viewer.drawn;
}

/**
 * @param {Viewer} viewer
 * @param {number} from
 * @param {number} to
 */
export function showRows(viewer, from, to) {
  const { count } = viewer.market.candles;
  const length = Math.max(Math.min(LEAST_SHOWN, count), Math.min(count, to - from));
  const first = Math.max(0, Math.min(count - length, from));
  viewer.rows = { from: first, to: first + length };
  redraw(viewer);
}

/**
 * @param {Viewer} viewer
 * @param {number} factor
 * @param {number} centre Share of the width that stays where it is.
 */
export function zoomRows(viewer, factor, centre = 0.5) {
  const { from, to } = viewer.rows;
  const length = to - from;
  const next = Math.max(LEAST_SHOWN, Math.min(viewer.market.candles.count, length * factor));
  const first = from + centre * length - centre * next;
  showRows(viewer, first, first + next);
}

/**
 * @param {Viewer} viewer
 * @param {Market} market
 */
export function openMarket(viewer, market) {
  const { count } = market.candles;
  viewer.market = market;
  viewer.chosen = -1;
  viewer.output.textContent = 'Drag to move, pinch or turn the wheel to zoom, tap a trade for its figures.';
  showRows(viewer, count - Math.max(60, Math.floor(viewer.canvas.clientWidth / 5)), count);
}

/**
 * @param {Viewer} viewer
 * @param {number} index
 */
export function chooseTrade(viewer, index) {
  const { candles, trades } = viewer.market;
  viewer.chosen = Math.max(0, Math.min(trades.length - 1, index));
  const trade = trades[viewer.chosen];
  if (trade === undefined) return;
  const length = Math.min(candles.count, Math.max(60, 3 * (trade.exitRow - trade.entryRow)));
  const centre = (trade.entryRow + trade.exitRow) / 2;
  showRows(viewer, centre - length / 2, centre + length / 2);
  viewer.output.textContent = tradeText(viewer.market, viewer.chosen, viewer.priceText);
}

/**
 * @param {Viewer} viewer
 * @param {PointerEvent} event
 */
export function chooseTradeAt(viewer, event) {
  const { drawn, market } = viewer;
  if (drawn === null) return;
  const near = market.trades
    .map((trade, index) => ({ index, off: Math.abs(entryX(drawn, trade) - event.offsetX) }))
    .filter(({ off }) => off < TAP_REACH)
    .sort((a, b) => a.off - b.off)[0];
  if (near !== undefined) chooseTrade(viewer, near.index);
}

/**
 * @param {Viewer} viewer
 * @param {PointerEvent} event
 */
export function showCandleAt(viewer, event) {
  const { drawn, market, rows } = viewer;
  if (drawn === null) return;
  const row = Math.floor(rows.from + (event.offsetX - drawn.plot.left) / drawn.slot);
  if (row < 0 || row >= market.candles.count) return;
  viewer.output.textContent = candleText(market.candles, row, viewer.priceText);
}
