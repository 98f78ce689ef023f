import { DAY_MS, HOUR_MS } from '../time.ts';
import type { Dataset } from './dataset.ts';

/** Candles kept free between the last training label and the first test decision, on top of the label's own candle. */
const EMBARGO_CANDLES = 24;

/** Lengths of a walk-forward split. */
export interface SplitProtocol {
  readonly firstWindowMs: number;
  readonly refitMs: number;
  readonly embargoMs: number;
  /** null: expanding window; otherwise only the newest rollingMs are trained on. */
  readonly rollingMs: number | null;
}

/** First window 365 days at 1 h, 60 below, 730 above; refit every 30 days, 7 below 1 h; embargo 24 candles; expanding. */
export function protocolFor(timeframeMs: number): SplitProtocol {
  const firstDays = timeframeMs < HOUR_MS ? 60 : timeframeMs === HOUR_MS ? 365 : 730;
  return {
    firstWindowMs: firstDays * DAY_MS,
    refitMs: (timeframeMs < HOUR_MS ? 7 : 30) * DAY_MS,
    embargoMs: EMBARGO_CANDLES * timeframeMs,
    rollingMs: null,
  };
}

/** The protocol, or half of the span as the first window when the series is too short for it; `shortened` says which. */
export function protocolForSpan(dataset: Dataset): { readonly protocol: SplitProtocol; readonly shortened: boolean } {
  const protocol = protocolFor(dataset.timeframeMs);
  const { startMs, endMs } = spanOf(dataset);
  const halfMs = (endMs - startMs) / 2;
  if (protocol.firstWindowMs <= halfMs) return { protocol, shortened: false };
  return {
    protocol: { ...protocol, firstWindowMs: halfMs, refitMs: Math.min(protocol.refitMs, halfMs / 4) },
    shortened: true,
  };
}

/** First and last close time over all markets. */
export function spanOf({ markets, closeTimeMs }: Dataset): { readonly startMs: number; readonly endMs: number } {
  const filled = markets.filter(({ from, to }) => to > from);
  if (filled.length === 0) throw new Error('expected candles, was an empty data set');
  return {
    startMs: Math.min(...filled.map(({ from }) => closeTimeMs[from] ?? Number.NaN)),
    endMs: Math.max(...filled.map(({ to }) => closeTimeMs[to - 1] ?? Number.NaN)),
  };
}

/** One refit: training rows end before trainUntilMs (label included), decisions in [testFromMs, testToMs) are tested. */
export interface Fold {
  readonly testFromMs: number;
  readonly testToMs: number;
  readonly trainFromMs: number;
  /** Labels must be known before this: testFromMs less the embargo. */
  readonly trainUntilMs: number;
}

/** The folds of a span, oldest first; none when it is shorter than the first window. */
export function walkForwardFolds(
  span: { readonly startMs: number; readonly endMs: number },
  protocol: SplitProtocol,
): readonly Fold[] {
  const folds: Fold[] = [];
  for (let fromMs = span.startMs + protocol.firstWindowMs; fromMs <= span.endMs; fromMs += protocol.refitMs) {
    folds.push({
      testFromMs: fromMs,
      testToMs: fromMs + protocol.refitMs,
      trainFromMs: protocol.rollingMs === null ? Number.NEGATIVE_INFINITY : fromMs - protocol.rollingMs,
      trainUntilMs: fromMs - protocol.embargoMs,
    });
  }
  return folds;
}

/** First row in [from, to) of an ascending column whose value is ≥ bound, or `to`. */
export function lowerBound(column: Float64Array, bound: number, [from, to]: readonly [number, number]): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] ?? Number.POSITIVE_INFINITY) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows that may be trained on in a fold: usable, labelled, and with a label known before trainUntilMs (the purge). */
export function trainingRows(dataset: Dataset, fold: Pick<Fold, 'trainFromMs' | 'trainUntilMs'>): Int32Array {
  const { closeTimeMs, usable, up, timeframeMs } = dataset;
  const rows = new Int32Array(dataset.rows);
  let count = 0;
  for (const { from, to } of dataset.markets) {
    const first = lowerBound(closeTimeMs, fold.trainFromMs, [from, to]);
    // The label of a row decided at t is known at t + timeframe; it must not touch what comes after trainUntilMs.
    const end = lowerBound(closeTimeMs, fold.trainUntilMs - timeframeMs + 1, [from, to]);
    for (let row = first; row < end; row += 1) {
      if (usable[row] === 1 && !Number.isNaN(up[row] ?? Number.NaN)) {
        rows[count] = row;
        count += 1;
      }
    }
  }
  return rows.subarray(0, count);
}
