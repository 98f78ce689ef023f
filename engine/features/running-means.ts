import type { Frame } from './frame.ts';

/** Weight of the newest value in Wilder's running mean over 14. */
const WILDER_14 = 1 / 14;
const WEIGHT_12 = 2 / 13;
const WEIGHT_24 = 2 / 25;
const WEIGHT_26 = 2 / 27;
const WEIGHT_9 = 2 / 10;

function begin({ columns }: Frame): void {
  const first = columns.close[0] ?? 0;
  columns.gainAverage[0] = 0;
  columns.lossAverage[0] = 0;
  columns.ema12[0] = first;
  columns.ema24[0] = first;
  columns.ema26[0] = first;
  columns.macd[0] = 0;
  columns.macdSignal[0] = 0;
}

/**
 * Exponential means of the close over 12, 24 and 26 candles, MACD with its mean over 9 (Appel), and Wilder's means of
 * gains and losses over 14 (New Concepts in Technical Trading Systems, 1978), all from the first candle on. One loop
 * for all: each mean waits for its own value before, so side by side they take the time of one.
 */
export function runningMeans(frame: Frame, from: number, to: number): void {
  const { close, gainAverage, lossAverage, ema12, ema24, ema26, macd, macdSignal } = frame.columns;
  let i = from;
  if (frame.base + i === 0 && i < to) {
    begin(frame);
    i += 1;
  }
  if (i >= to) return;
  let before = close[i - 1] ?? 0;
  let gain = gainAverage[i - 1] ?? 0;
  let loss = lossAverage[i - 1] ?? 0;
  let mean12 = ema12[i - 1] ?? 0;
  let mean24 = ema24[i - 1] ?? 0;
  let mean26 = ema26[i - 1] ?? 0;
  let signal = macdSignal[i - 1] ?? 0;
  for (; i < to; i += 1) {
    const now = close[i] ?? 0;
    const change = now - before;
    const size = Math.abs(change);
    before = now;
    gain = gain * (1 - WILDER_14) + (size + change) * (WILDER_14 / 2);
    loss = loss * (1 - WILDER_14) + (size - change) * (WILDER_14 / 2);
    mean12 = mean12 * (1 - WEIGHT_12) + now * WEIGHT_12;
    mean24 = mean24 * (1 - WEIGHT_24) + now * WEIGHT_24;
    mean26 = mean26 * (1 - WEIGHT_26) + now * WEIGHT_26;
    const line = mean12 - mean26;
    signal = signal * (1 - WEIGHT_9) + line * WEIGHT_9;
    gainAverage[i] = gain;
    lossAverage[i] = loss;
    ema12[i] = mean12;
    ema24[i] = mean24;
    ema26[i] = mean26;
    macd[i] = line;
    macdSignal[i] = signal;
  }
}

/** Wilder's average true range over 14 candles, price units, beginning with the first candle's range. */
export function averageTrueRange({ columns, base }: Frame, from: number, to: number): void {
  const { high, low, close, atr14 } = columns;
  let i = from;
  if (base + i === 0 && i < to) {
    atr14[0] = (high[0] ?? 0) - (low[0] ?? 0);
    i += 1;
  }
  if (i >= to) return;
  let before = close[i - 1] ?? 0;
  let mean = atr14[i - 1] ?? 0;
  for (; i < to; i += 1) {
    const top = high[i] ?? 0;
    const bottom = low[i] ?? 0;
    const range = (top > before ? top : before) - (bottom < before ? bottom : before);
    before = close[i] ?? 0;
    mean = mean * (1 - WILDER_14) + range * WILDER_14;
    atr14[i] = mean;
  }
}
