import { HOUR_MS } from '../../time.ts';
import type { CandleColumns } from '../candle.ts';
import { bestStates } from './best-states.ts';

/** Time zones differ by whole hours here, and by no more than a day. */
const MOST_HOURS = 24;
/** Candles that must speak for another clock before it is believed. */
const CHANGE_CANDLES = 20;
/** A shift is reported when the moved returns agree this well, and this much better than the unmoved. */
const LEAST_CORRELATION = 0.5;
const LEAST_GAIN = 0.3;
/** Cost of a candle that agrees in nothing; one without a counterpart costs half of it under every clock. */
const DISAGREEMENT = 2;

/** A stretch of candles that another source has under other times. */
export interface ClockSlip {
  /** Open times of the first and the last candle as stamped. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly candles: number;
  /** Hours to add to the stamps: positive when they are early. */
  readonly earlyHours: number;
  /** Correlation of the returns with the other source's, as stamped and moved by earlyHours. */
  readonly correlation: number;
  readonly correlationMoved: number;
}

/** Whether two sources of one market agree on the clock, and where they do not. */
export type ClockComparison =
  | {
      readonly type: 'compared';
      readonly slips: readonly ClockSlip[];
      readonly candles: number;
      readonly correlation: number;
    }
  /** The sources do not overlap, or do not follow the same market. */
  | { readonly type: 'incomparable'; readonly why: string };

/**
 * Stretches of a series whose clock another source of the same market and timeframe contradicts. For every candle and every
 * shift of up to a day the two log returns are compared. A Viterbi path over the candidate shifts (a change
 * of shift costs as much as twenty candles that disagree) gives the interval and size of each shift.
 */
export function compareClocks(candles: CandleColumns, other: CandleColumns, candleMs: number): ClockComparison {
  const stepMs = Math.max(HOUR_MS, candleMs);
  const most = Math.floor((MOST_HOURS * HOUR_MS) / stepMs);
  const shifts = Array.from({ length: 2 * most + 1 }, (_, index) => (index - most) * stepMs);
  const ours = returnsOf(candles, candleMs);
  const theirs = returnsByTime(other, candleMs);
  const pairs: Pairs = {
    ours,
    theirs: (row, shiftMs) => theirs.get((candles.openTimeMs[row] ?? Number.NaN) + shiftMs) ?? Number.NaN,
  };
  const overlap = correlation(pairs, { fromRow: 0, toRow: candles.length, shiftMs: 0 }).count;
  if (overlap < CHANGE_CANDLES) {
    return {
      type: 'incomparable',
      why: `expected at least ${CHANGE_CANDLES} candles in both sources, were ${overlap}`,
    };
  }
  const quiet = medianSize(ours) ** 2;
  const states = bestStates({
    length: candles.length,
    states: shifts.length,
    cost: (row, state) => disagreement(ours[row] ?? Number.NaN, pairs.theirs(row, shifts[state] ?? 0), quiet),
    change: CHANGE_CANDLES,
  });
  const stretches = stretchesOf(states).map(({ fromRow, toRow, state }) => {
    const shiftMs = shifts[state] ?? 0;
    const range = { fromRow, toRow };
    return {
      ...range,
      shiftMs,
      unmoved: correlation(pairs, { ...range, shiftMs: 0 }),
      moved: correlation(pairs, { ...range, shiftMs }),
    };
  });
  const agreed = stretches.reduce((sum, { moved }) => sum + moved.value * moved.count, 0);
  const counted = stretches.reduce((sum, { moved }) => sum + moved.count, 0);
  const overall = counted === 0 ? 0 : agreed / counted;
  if (overall < LEAST_CORRELATION) {
    return {
      type: 'incomparable',
      why: `expected two sources of one market, their returns correlate by ${overall.toFixed(2)} under the best clock`,
    };
  }
  const slips = stretches
    .filter(({ shiftMs, moved, unmoved }) => {
      return shiftMs !== 0 && moved.value >= LEAST_CORRELATION && moved.value >= unmoved.value + LEAST_GAIN;
    })
    .map(({ fromRow, toRow, shiftMs, moved, unmoved }) => ({
      fromMs: candles.openTimeMs[fromRow] ?? Number.NaN,
      toMs: candles.openTimeMs[toRow - 1] ?? Number.NaN,
      candles: toRow - fromRow,
      earlyHours: shiftMs / HOUR_MS,
      correlation: unmoved.value,
      correlationMoved: moved.value,
    }));
  return { type: 'compared', slips, candles: overlap, correlation: overall };
}

interface Pairs {
  readonly ours: Float64Array;
  /** The other source's return at the time of our row, moved; NaN when it has none. */
  readonly theirs: (row: number, shiftMs: number) => number;
}

/** Log return of each candle against the one before it; NaN where that is missing. */
function returnsOf({ openTimeMs, close, length }: CandleColumns, candleMs: number): Float64Array {
  const returns = new Float64Array(length).fill(Number.NaN);
  for (let row = 1; row < length; row += 1) {
    if ((openTimeMs[row] ?? 0) - (openTimeMs[row - 1] ?? 0) !== candleMs) continue;
    returns[row] = Math.log((close[row] ?? Number.NaN) / (close[row - 1] ?? Number.NaN));
  }
  return returns;
}

function returnsByTime(candles: CandleColumns, candleMs: number): ReadonlyMap<number, number> {
  const returns = returnsOf(candles, candleMs);
  return new Map(Array.from(candles.openTimeMs, (timeMs, row) => [timeMs, returns[row] ?? Number.NaN]));
}

function medianSize(returns: Float64Array): number {
  const sizes = returns
    .filter((value) => !Number.isNaN(value))
    .map(Math.abs)
    .sort();
  return sizes[sizes.length >> 1] ?? 0;
}

/** 0 for equal returns, DISAGREEMENT at most. Relative to their own size, so that a wild hour counts as much as a quiet one. */
function disagreement(one: number, other: number, quiet: number): number {
  if (Number.isNaN(one) || Number.isNaN(other)) return DISAGREEMENT / 2;
  const size = (one * one + other * other) / 2 + quiet / 4;
  return size === 0 ? 0 : Math.min(DISAGREEMENT, (one - other) ** 2 / size);
}

interface Range {
  readonly fromRow: number;
  readonly toRow: number;
  readonly shiftMs: number;
}

function correlation(
  pairs: Pairs,
  { fromRow, toRow, shiftMs }: Range,
): { readonly value: number; readonly count: number } {
  let count = 0;
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0];
  for (let row = fromRow; row < toRow; row += 1) {
    const x = pairs.ours[row] ?? Number.NaN;
    const y = pairs.theirs(row, shiftMs);
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    count += 1;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumYY += y * y;
    sumXY += x * y;
  }
  const spread = Math.sqrt((sumXX - sumX ** 2 / count) * (sumYY - sumY ** 2 / count));
  return { value: spread > 0 ? (sumXY - (sumX * sumY) / count) / spread : 0, count };
}

function stretchesOf(
  states: Int32Array,
): readonly { readonly fromRow: number; readonly toRow: number; readonly state: number }[] {
  const stretches: { fromRow: number; toRow: number; state: number }[] = [];
  states.forEach((state, row) => {
    const last = stretches.at(-1);
    if (last?.state === state) last.toRow = row + 1;
    else stretches.push({ fromRow: row, toRow: row + 1, state });
  });
  return stretches;
}
