// @ts-check
// Times, prices and gains as the reader sees them.

/** @import { Candles, Market } from './unpack-candles.js' */

import { at } from './unpack-candles.js';

/** @param {number} ms */
export const timeText = (ms) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

/** @param {number} share */
const percentText = (share) => `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(2)} %`;

/**
 * No more digits than a step of the packed prices has.
 * @param {number} logStep
 * @returns {(price: number) => string}
 */
export function priceTextOf(logStep) {
  const digits = logStep > 2e-5 ? 4 : logStep > 2e-6 ? 5 : 6;
  return (price) => String(Number(price.toPrecision(digits)));
}

/**
 * @param {Candles} candles
 * @param {number} row
 * @param {(price: number) => string} priceText
 */
export function candleText(candles, row, priceText) {
  const prices = [candles.open, candles.high, candles.low, candles.close].map((column) => priceText(at(column, row)));
  const [open, high, low, close] = prices;
  return `${timeText(at(candles.time, row))} UTC  O ${open}  H ${high}  L ${low}  C ${close}`;
}

/**
 * @param {Market} market
 * @param {number} index
 * @param {(price: number) => string} priceText
 */
export function tradeText({ candles: { time }, trades }, index, priceText) {
  const trade = trades[index];
  if (trade === undefined) return '';
  const word = trade.side > 0 ? 'Long' : 'Short';
  const entered = `${timeText(at(time, trade.entryRow))} at ${priceText(trade.entry)}`;
  const left = `${timeText(at(time, trade.exitRow))} at ${priceText(trade.exit)} (${trade.reason})`;
  const count = `Trade ${index + 1} of ${trades.length}`;
  return `${count}: ${word} from ${entered} to ${left}, ${percentText(trade.gain)} after cost`;
}
