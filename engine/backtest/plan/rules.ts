import type { CandleColumns } from '../../market/candle.ts';
import {
  BacktestError,
  ENTER_LONG,
  ENTER_SHORT,
  LEAVE_LONG,
  LEAVE_SHORT,
  plainSignals,
  type SignalColumns,
} from './signal-columns.ts';

/**
 * A rule of thumb that peers have too. Lengths in candles; all averages begin with the first candle and a rule is
 * silent until its longest length.
 *
 * ema-cross: long when the fast exponential average rises above the slow one while RSI ≤ rsiLimit, short mirrored; left
 * at the cross back. rsi: long when RSI (Wilder 1978) falls to `low` or below, short when it rises to 100 − low; left
 * when it crosses 50. bollinger: long when the close falls below the band of `width` deviations, short above it; left
 * at the mean. reversal: against the colour of each candle; held until the signal turns.
 */
export type Rule =
  | {
      readonly type: 'ema-cross';
      readonly fast: number;
      readonly slow: number;
      readonly rsi: number;
      readonly rsiLimit: number;
    }
  | { readonly type: 'rsi'; readonly length: number; readonly low: number }
  | { readonly type: 'bollinger'; readonly length: number; readonly width: number }
  | { readonly type: 'reversal' };

/** The rules with their usual lengths, by name. */
export const RULES = {
  'ema-cross': { type: 'ema-cross', fast: 10, slow: 30, rsi: 14, rsiLimit: 70 },
  rsi: { type: 'rsi', length: 14, low: 30 },
  bollinger: { type: 'bollinger', length: 20, width: 2 },
  reversal: { type: 'reversal' },
} as const satisfies Readonly<Record<Rule['type'], Rule>>;

/**
 * Averages and signals in one loop over the closes: no column is kept, which is what makes a million candles a matter
 * of milliseconds. Strength is a loop of its own (rsiDistance), because a store that is never reached keeps V8 from
 * holding these numbers in registers.
 */
function emaCross({ close, length }: CandleColumns, rule: Extract<Rule, { type: 'ema-cross' }>): Uint8Array {
  const action = new Uint8Array(length);
  const fastWeight = 2 / (rule.fast + 1);
  const slowWeight = 2 / (rule.slow + 1);
  const wilder = 1 / rule.rsi;
  const warmUp = Math.max(rule.fast, rule.slow, rule.rsi + 1);
  // RSI ≤ limit without a division: 100·gain ≤ limit·(gain + loss).
  const limit = rule.rsiLimit / 100;
  let before = close[0] ?? 0;
  let fast = before;
  let slow = before;
  let gain = 0;
  let loss = 0;
  let wasAbove = false;
  for (let row = 1; row < length; row += 1) {
    const price = close[row] ?? 0;
    const move = price - before;
    before = price;
    fast += fastWeight * (price - fast);
    slow += slowWeight * (price - slow);
    // max(move, 0) without a branch that nothing predicts.
    const rise = 0.5 * (move + Math.abs(move));
    gain += wilder * (rise - gain);
    loss += wilder * (rise - move - loss);
    const isAbove = fast > slow;
    if (isAbove === wasAbove) continue;
    wasAbove = isAbove;
    if (row < warmUp) continue;
    const both = gain + loss;
    if (isAbove) action[row] = LEAVE_SHORT | (gain <= limit * both ? ENTER_LONG : 0);
    else action[row] = LEAVE_LONG | (loss <= limit * both ? ENTER_SHORT : 0);
  }
  return action;
}

/** Distance of RSI from 50 as a share of 50, at each row. */
function rsiDistance({ close, length }: CandleColumns, rsi: number): Float64Array {
  const distance = new Float64Array(length);
  const wilder = 1 / rsi;
  let gain = 0;
  let loss = 0;
  for (let row = 1; row < length; row += 1) {
    const move = (close[row] ?? 0) - (close[row - 1] ?? 0);
    const rise = 0.5 * (move + Math.abs(move));
    gain += wilder * (rise - gain);
    loss += wilder * (rise - move - loss);
    const both = gain + loss;
    distance[row] = both > 0 ? Math.abs(gain - loss) / both : 0;
  }
  return distance;
}

function relativeStrength({ close, length }: CandleColumns, rule: Extract<Rule, { type: 'rsi' }>): SignalColumns {
  const action = new Uint8Array(length);
  const strength = new Float64Array(length);
  const wilder = 1 / rule.length;
  let gain = 0;
  let loss = 0;
  let last = 50;
  for (let row = 1; row < length; row += 1) {
    const move = (close[row] ?? 0) - (close[row - 1] ?? 0);
    gain += wilder * ((move > 0 ? move : 0) - gain);
    loss += wilder * ((move < 0 ? -move : 0) - loss);
    const both = gain + loss;
    const rsi = both > 0 ? (100 * gain) / both : 50;
    if (row > rule.length) {
      strength[row] = Math.abs(rsi - 50) / 50;
      const leave = (rsi >= 50 && last < 50 ? LEAVE_LONG : 0) | (rsi <= 50 && last > 50 ? LEAVE_SHORT : 0);
      const enter =
        rsi <= rule.low && last > rule.low
          ? ENTER_LONG
          : rsi >= 100 - rule.low && last < 100 - rule.low
            ? ENTER_SHORT
            : 0;
      action[row] = leave | enter;
    }
    last = rsi;
  }
  return plainSignals(action, strength);
}

/** Strength is the distance from the mean in deviations. Sums over a window are taken about its first close, which keeps their digits. */
function bollinger({ close, length }: CandleColumns, rule: Extract<Rule, { type: 'bollinger' }>): SignalColumns {
  const action = new Uint8Array(length);
  const strength = new Float64Array(length);
  const { length: window, width } = rule;
  let lastZ = 0;
  for (let row = window - 1; row < length; row += 1) {
    const anchor = close[row - window + 1] ?? 0;
    let sum = 0;
    let squares = 0;
    for (let at = row - window + 1; at <= row; at += 1) {
      const off = (close[at] ?? 0) - anchor;
      sum += off;
      squares += off * off;
    }
    const mean = sum / window;
    const deviation = Math.sqrt(Math.max(0, squares / window - mean * mean));
    const z = deviation > 0 ? ((close[row] ?? 0) - anchor - mean) / deviation : 0;
    strength[row] = Math.abs(z);
    const leave = (z >= 0 && lastZ < 0 ? LEAVE_LONG : 0) | (z <= 0 && lastZ > 0 ? LEAVE_SHORT : 0);
    const enter = z < -width && lastZ >= -width ? ENTER_LONG : z > width && lastZ <= width ? ENTER_SHORT : 0;
    action[row] = leave | enter;
    lastZ = z;
  }
  return plainSignals(action, strength);
}

/** Strength is how near to its end the candle closed: |2c − h − l| / (h − l). */
function reversal({ open, high, low, close, length }: CandleColumns): SignalColumns {
  const action = new Uint8Array(length);
  const strength = new Float64Array(length);
  for (let row = 0; row < length; row += 1) {
    const [o, h, l, c] = [open[row] ?? 0, high[row] ?? 0, low[row] ?? 0, close[row] ?? 0];
    action[row] = c > o ? ENTER_SHORT : c < o ? ENTER_LONG : 0;
    strength[row] = h > l ? Math.abs(2 * c - h - l) / (h - l) : 0;
  }
  return plainSignals(action, strength);
}

function checkRule(rule: Rule): void {
  for (const [name, value] of Object.entries(rule)) {
    if (name === 'type') continue;
    const isLength = name === 'fast' || name === 'slow' || name === 'rsi' || name === 'length';
    const sound =
      typeof value === 'number' && value > 0 && (!isLength || (Number.isInteger(value) && value <= 100_000));
    if (!sound)
      throw new BacktestError(
        `expected ${name} of ${rule.type} to be positive${isLength ? ' and whole' : ''}, was ${value}`,
      );
  }
}

/**
 * The signals of a rule, row i from candles ≤ i only. Without need of strength (no threshold to come) a rule that would have to work it out
 * leaves it out. Throws BacktestError for a length that makes no sense.
 */
export function ruleSignals(candles: CandleColumns, rule: Rule, needs = { strength: true }): SignalColumns {
  checkRule(rule);
  switch (rule.type) {
    case 'ema-cross':
      return plainSignals(emaCross(candles, rule), needs.strength ? rsiDistance(candles, rule.rsi) : null);
    case 'rsi':
      return relativeStrength(candles, rule);
    case 'bollinger':
      return bollinger(candles, rule);
    case 'reversal':
      return reversal(candles);
  }
}
