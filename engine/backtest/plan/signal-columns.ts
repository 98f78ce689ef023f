import type { CandleColumns } from '../../market/candle.ts';

/** Bits of an action, decided at a candle's close and carried out at the next open at the earliest. */
export const ENTER_LONG = 1;
/** Bit of an action: enter a short position at the next open. */
export const ENTER_SHORT = 2;
/** Bit of an action: leave a long position at the next open. */
export const LEAVE_LONG = 4;
/** Bit of an action: leave a short position at the next open. */
export const LEAVE_SHORT = 8;
const ALL_BITS = ENTER_LONG | ENTER_SHORT | LEAVE_LONG | LEAVE_SHORT;
/** The actions 3, 7, 11 and 15, which enter both sides, as one bit each. */
const ENTERS_BOTH = (1 << 3) | (1 << 7) | (1 << 11) | (1 << 15);

/** What is decided at the close of each row of one market, from candles up to that row only. */
export interface SignalColumns {
  /** Per row a sum of ENTER_… and LEAVE_… bits; at most one of the two ENTER bits. */
  readonly action: Uint8Array;
  /** How strong each entry is, for thresholds; null when the source has no such figure. Rows without an entry hold any number. */
  readonly strength: Float64Array | null;
  /** Whether strength is the probability that the chosen side is right, as Kelly's fraction needs. */
  readonly strengthIsProbability: boolean;
  /** Stop and target of each entry as prices; NaN where an entry has none, null when no entry has one. */
  readonly stopPrice: Float64Array | null;
  readonly targetPrice: Float64Array | null;
}

/** A backtest that was asked for something that makes no sense; the message names the option or the row. */
export class BacktestError extends Error {
  override readonly name = 'BacktestError';
}

/** Signals of direction alone: no stop or target prices. */
export function plainSignals(action: Uint8Array, strength: Float64Array | null = null): SignalColumns {
  return { action, strength, strengthIsProbability: false, stopPrice: null, targetPrice: null };
}

/** The signals with only those entries whose strength is at least `threshold`; an entry that is not strong enough ends nothing either. */
export function strongSignals(signals: SignalColumns, threshold: number): SignalColumns {
  const { strength, action } = signals;
  if (strength === null) throw new BacktestError('expected signals with a strength to put a threshold on, had none');
  const strong = new Uint8Array(action.length);
  for (let row = 0; row < action.length; row += 1) {
    const bits = action[row] ?? 0;
    const kept = (strength[row] ?? Number.NaN) >= threshold ? ALL_BITS : LEAVE_LONG | LEAVE_SHORT;
    strong[row] = bits & kept;
  }
  return { ...signals, action: strong };
}

function wrongSide(signals: SignalColumns, row: number, close: number): string | null {
  const side = ((signals.action[row] ?? 0) & ENTER_LONG) !== 0 ? 1 : -1;
  const stop = signals.stopPrice?.[row] ?? Number.NaN;
  const target = signals.targetPrice?.[row] ?? Number.NaN;
  const word = side > 0 ? 'long' : 'short';
  if (stop <= 0 || target <= 0) return `expected stop and target to be positive prices, was ${stop} and ${target}`;
  if (side * (close - stop) <= 0)
    return `expected the stop of a ${word} entry to be ${side > 0 ? 'below' : 'above'} the close ${close}, was ${stop}`;
  if (side * (target - close) <= 0)
    return `expected the target of a ${word} entry to be ${side > 0 ? 'above' : 'below'} the close ${close}, was ${target}`;
  return null;
}

/** Throws BacktestError when the signals do not fit the candles; names the market and the first bad row. */
export function checkSignals(signals: SignalColumns, candles: CandleColumns, market: string): void {
  const { action, strength, stopPrice, targetPrice } = signals;
  for (const [name, column] of Object.entries({ action, strength, stopPrice, targetPrice })) {
    if (column !== null && column.length !== candles.length)
      throw new BacktestError(`${market}: expected ${name} for ${candles.length} candles, was for ${column.length}`);
  }
  const both = ENTER_LONG | ENTER_SHORT;
  // One bit per value that occurs, so that a million sound rows take a millisecond.
  let values = 0;
  let bitsSeen = 0;
  for (let row = 0; row < action.length; row += 1) {
    const bits = action[row] ?? 0;
    values |= 1 << bits;
    bitsSeen |= bits;
  }
  const hasLevels = stopPrice !== null || targetPrice !== null;
  if (bitsSeen <= ALL_BITS && (values & ENTERS_BOTH) === 0 && !hasLevels) return;
  for (let row = 0; row < action.length; row += 1) {
    const bits = action[row] ?? 0;
    if (bits > ALL_BITS || (bits & both) === both)
      throw new BacktestError(`${market} row ${row}: expected an entry to one side, was action ${bits}`);
    const problem = hasLevels && (bits & both) !== 0 ? wrongSide(signals, row, candles.close[row] ?? Number.NaN) : null;
    if (problem !== null) throw new BacktestError(`${market} row ${row}: ${problem}`);
  }
}
