// @ts-check
// Candles, trades and axes on a canvas.

/** @import { Market, Trade } from './unpack-candles.js' */

import { timeText } from './candle-texts.js';
import { at } from './unpack-candles.js';

/** @typedef {(value: number) => number} Scale */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Plot */
/** @typedef {{ low: number, high: number }} PriceRange */
/** @typedef {{ from: number, to: number }} Rows */
/** @typedef {{ market: Market, rows: Rows, chosen: number }} Shown */
/** @typedef {{ pen: CanvasRenderingContext2D, plot: Plot, range: PriceRange, slot: number, x: Scale, y: Scale }} Scene */
/** @typedef {Scene & { market: Market, chosen: number, first: number, last: number }} Drawing */

/** @param {string} name */
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * Draws the rows shown and gives the scales back; null when there are none.
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2D} pen
 * @param {Shown} shown
 * @returns {Drawing | null}
 */
export function drawView(canvas, pen, { market, rows, chosen }) {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  pen.scale(ratio, ratio);
  const first = Math.floor(rows.from);
  const last = Math.min(market.candles.count, Math.ceil(rows.to));
  if (last <= first) return null;
  const range = rangeOf(market, first, last);
  pen.font = '12px system-ui, sans-serif';
  const gutter =
    Math.max(...[range.low, range.high].map((price) => pen.measureText(axisText(price, range)).width)) + 12;
  const plot = { left: 4, right: width - gutter, top: 8, bottom: height - 22 };
  const slot = (plot.right - plot.left) / (rows.to - rows.from);
  const x = (/** @type {number} */ row) => plot.left + (row - rows.from + 0.5) * slot;
  const y = (/** @type {number} */ price) =>
    plot.bottom - ((price - range.low) / (range.high - range.low)) * (plot.bottom - plot.top);
  const drawing = { pen, market, chosen, plot, range, slot, x, y, first, last };
  drawPrices(drawing);
  drawTimes(drawing);
  pen.save();
  pen.beginPath();
  pen.rect(plot.left, 0, plot.right - plot.left, height);
  pen.clip();
  if (slot >= 2.5) drawCandles(drawing);
  else drawBars(drawing);
  drawTrades(drawing);
  pen.restore();
  return drawing;
}

/**
 * Lowest and highest price of the rows shown, with some air.
 * @param {Market} market
 * @param {number} first
 * @param {number} last
 */
function rangeOf({ candles }, first, last) {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (let row = first; row < last; row++) {
    low = Math.min(low, at(candles.low, row));
    high = Math.max(high, at(candles.high, row));
  }
  const air = Math.max((high - low) * 0.07, high * 1e-5);
  return { low: low - air, high: high + air };
}

/**
 * @param {number} price
 * @param {PriceRange} range
 */
function axisText(price, { low, high }) {
  const decimals = Math.max(0, Math.min(8, 2 - Math.floor(Math.log10(high - low))));
  return price.toFixed(decimals);
}

/** @param {Drawing} drawing */
function drawPrices({ pen, plot, range, y }) {
  pen.strokeStyle = style('--line');
  pen.fillStyle = style('--quiet');
  pen.lineWidth = 1;
  const rough = (range.high - range.low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((each) => each * power >= rough) ?? 10) * power;
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  for (let price = Math.ceil(range.low / step) * step; price <= range.high; price += step) {
    const level = Math.round(y(price)) + 0.5;
    pen.beginPath();
    pen.moveTo(plot.left, level);
    pen.lineTo(plot.right, level);
    pen.stroke();
    pen.fillText(axisText(price, range), plot.right + 6, level);
  }
}

/** @param {Drawing} drawing */
function drawTimes({ pen, plot, market, x, first, last }) {
  pen.fillStyle = style('--quiet');
  pen.textAlign = 'center';
  pen.textBaseline = 'alphabetic';
  const { time } = market.candles;
  const shownMs = at(time, last - 1) - at(time, first);
  const labels = Math.max(2, Math.floor((plot.right - plot.left) / 110));
  for (let label = 0; label < labels; label++) {
    const row = Math.floor(first + ((label + 0.5) * (last - first)) / labels);
    const text = timeText(at(time, row));
    const short = shownMs > 60 * 86_400_000 ? text.slice(0, 10) : text.slice(5);
    pen.fillText(short, Math.max(plot.left + 36, x(row)), plot.bottom + 16);
  }
}

/** @param {Drawing} drawing */
function drawCandles({ pen, market, slot, x, y, first, last }) {
  const { candles } = market;
  const body = Math.max(1, slot * 0.68);
  for (const isUp of [true, false]) {
    pen.fillStyle = style(isUp ? '--good-heat' : '--bad-heat');
    for (let row = first; row < last; row++) {
      const [open, close] = [at(candles.open, row), at(candles.close, row)];
      if (close >= open !== isUp) continue;
      const centre = x(row);
      const [top, bottom] = [y(Math.max(open, close)), y(Math.min(open, close))];
      const [high, low] = [y(at(candles.high, row)), y(at(candles.low, row))];
      pen.fillRect(centre - 0.5, high, 1, Math.max(1, low - high));
      pen.fillRect(centre - body / 2, top, body, Math.max(1, bottom - top));
    }
  }
}

/**
 * More candles than pixels: from low to high of each pixel's.
 * @param {Drawing} drawing
 */
function drawBars({ pen, market, x, y, first, last }) {
  const { high, low } = market.candles;
  pen.fillStyle = style('--c1');
  let row = first;
  while (row < last) {
    const pixel = Math.floor(x(row));
    let [lowest, highest] = [at(low, row), at(high, row)];
    for (; row < last && Math.floor(x(row)) === pixel; row++) {
      lowest = Math.min(lowest, at(low, row));
      highest = Math.max(highest, at(high, row));
    }
    pen.fillRect(pixel, y(highest), 1, Math.max(1, y(lowest) - y(highest)));
  }
}

/**
 * @param {Scene} scene
 * @param {Trade} trade
 */
export const entryX = ({ x, slot }, trade) => x(trade.entryRow) - 0.34 * slot;

/**
 * @param {Scene} scene
 * @param {Trade} trade
 */
const exitX = ({ x, slot }, trade) => x(trade.exitRow) + (trade.atClose ? 0.34 : -0.34) * slot;

/** @param {Drawing} drawing */
function drawTrades(drawing) {
  const { pen, market, chosen, slot, y, first, last } = drawing;
  const shown = market.trades.filter((trade) => trade.exitRow >= first && trade.entryRow < last);
  const isCrowded = shown.length > 260;
  const size = isCrowded ? 2 : Math.max(4, Math.min(7, slot * 0.6));
  for (const trade of shown) {
    const color = style(trade.gain > 0 ? '--good' : '--bad');
    const isChosen = market.trades[chosen] === trade;
    pen.strokeStyle = color;
    pen.fillStyle = color;
    pen.lineWidth = isChosen ? 3 : 1.4;
    if (!isCrowded || isChosen) {
      pen.beginPath();
      pen.moveTo(entryX(drawing, trade), y(trade.entry));
      pen.lineTo(exitX(drawing, trade), y(trade.exit));
      pen.stroke();
    }
    const tip = { x: entryX(drawing, trade), y: y(trade.entry), size: isChosen ? size + 2 : size, side: trade.side };
    drawArrow(pen, tip);
    if (isCrowded) continue;
    pen.beginPath();
    pen.arc(exitX(drawing, trade), y(trade.exit), isChosen ? 4 : 2.5, 0, 7);
    pen.fill();
  }
}

/**
 * Points up for a purchase, down for a sale.
 * @param {CanvasRenderingContext2D} pen
 * @param {{ x: number, y: number, size: number, side: number }} tip
 */
function drawArrow(pen, { x, y, size, side }) {
  pen.beginPath();
  pen.moveTo(x, y - side * size);
  pen.lineTo(x + size, y + side * size);
  pen.lineTo(x - size, y + side * size);
  pen.fill();
}
