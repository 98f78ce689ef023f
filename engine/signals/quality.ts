import { WARM_UP_CANDLES } from '../features/table.ts';
import { unexplainedBefore } from '../market/calendar/gaps.ts';
import type { TradingCalendar } from '../market/calendar/trading-calendar.ts';
import type { CandleColumns } from '../market/candle.ts';
import { findLevelBreaks, rowsSinceBreak } from '../market/level-breaks.ts';
import { ABSURD_RANGES, reaches, SUSPECT_RANGES } from '../market/suspect-ranges.ts';
import type { QualityReason } from '../reason.ts';
import type { DataQuality } from './signal.ts';

/** Candles that a decision looks back on: the longest feature window. */
export const QUALITY_CANDLES = 168;
/** More missing candles than this share of the look-back window: amber. */
const AMBER_MISSING_SHARE = 0.01;
/** More than this share: red; such rows are neither trained on nor decided upon. */
export const RED_MISSING_SHARE = 0.05;
/** Candles over which a feed is judged for standing still. */
const DAY_CANDLES = 24;
/** Share of them without any range, or without any trade, above which the feed looks frozen: amber. All of them: red. */
const STILL_SHARE = 0.5;
/**
 * A candle that came this much after its close, as a share of its length, is no news any more: red. Any lateness that was said is amber.
 */
const RED_LATE_SHARE = 0.1;

/** Causal facts about each row's look-back window, from which its stamp follows. */
export interface QualityColumns {
  /** Missing candles, less those of FX holidays, among the QUALITY_CANDLES newest expected ones, as a share of the window. */
  readonly missingShare: Float64Array;
  /** How far the row's own candle reaches from the close before it, in average true ranges (market/jump.ts). */
  readonly reach: Float64Array;
  /** Share of the newest 24 candles with high = low. */
  readonly flatShare: Float64Array;
  /** Share of the newest 24 candles whose volume is known to be 0. */
  readonly untradedShare: Float64Array;
  /** Rows since the price last changed its level (market/level-breaks.ts), 0 at the first on the new one; Infinity before any. */
  readonly sinceBreak: Float64Array;
  /** New ÷ old price of that break; 1 before any. */
  readonly breakRatio: Float64Array;
}

/** What the feed knows beyond the candles themselves. */
export interface FeedFacts {
  /** How long after its close the newest candle came, milliseconds; 0 when it came in time. */
  readonly lateMs: number;
  /** Candles of the look-back window that the venue revised after their close. */
  readonly revisedCandles: number;
  /** By how much the newest stored candle is older than it should be, milliseconds; 0 when it is the newest there can be. */
  readonly staleMs: number;
}

function rollingShare(values: Float64Array, length: number): Float64Array {
  const shares = new Float64Array(values.length);
  let sum = 0;
  for (let row = 0; row < values.length; row += 1) {
    // Whole numbers: the running sum is exact.
    sum += (values[row] ?? 0) - (row >= length ? (values[row - length] ?? 0) : 0);
    shares[row] = Math.min(1, sum / length);
  }
  return shares;
}

/** Quality facts of every row from candles ≤ that row only. */
export function qualityColumns(candles: CandleColumns, timeframeMs: number, calendar: TradingCalendar): QualityColumns {
  const { high, low, volume, length } = candles;
  const breaks = findLevelBreaks(candles, { timeframeMs, calendar });
  const breakRatio = new Float64Array(length).fill(1);
  for (const { row, ratio } of breaks) breakRatio.fill(ratio, row);
  return {
    sinceBreak: rowsSinceBreak(length, breaks),
    breakRatio,
    missingShare: rollingShare(unexplainedBefore(candles, timeframeMs, calendar), QUALITY_CANDLES),
    reach: reaches(candles),
    flatShare: rollingShare(
      high.map((value, row) => (value === low[row] ? 1 : 0)),
      DAY_CANDLES,
    ),
    untradedShare: rollingShare(
      // A price cannot move without a trade: 0 beside a candle that moved is a volume that nobody knows.
      volume.map((value, row) => (value === 0 && high[row] === low[row] ? 1 : 0)),
      DAY_CANDLES,
    ),
  };
}

/**
 * Whether a row's features still see a change of the price's level: in the rows
 * that they take to warm up. Never trained on or decided upon.
 */
export function seesBreak(columns: QualityColumns, row: number): boolean {
  return (columns.sinceBreak[row] ?? Number.POSITIVE_INFINITY) < WARM_UP_CANDLES;
}

/** The stamp of one row from its candles: red when it cannot be trusted, amber when in doubt, with the reasons. */
export function qualityAt(columns: QualityColumns, row: number): DataQuality {
  const reach = columns.reach[row] ?? 0;
  const candlesAgo = columns.sinceBreak[row] ?? 0;
  const ratio = columns.breakRatio[row] ?? 1;
  return stampOf([
    seesBreak(columns, row) ? { stamp: 'red', reason: { code: 'level-changed', params: { candlesAgo, ratio } } } : null,
    windowShare('candles-missing', columns.missingShare[row] ?? 1),
    judged(reach, {
      amber: SUSPECT_RANGES,
      red: ABSURD_RANGES,
      reason: { code: 'newest-reaches-far', params: { ranges: reach } },
    }),
    stillness('price-still', columns.flatShare[row] ?? 0),
    stillness('untraded', columns.untradedShare[row] ?? 0),
  ]);
}

/** The stamp of the newest candle of a window, with what the feed knows where there is one. The window may be empty: red. */
export function windowQuality(
  candles: CandleColumns,
  market: { readonly timeframeMs: number; readonly calendar: TradingCalendar },
  facts: FeedFacts | null,
): DataQuality {
  if (candles.length === 0) return { stamp: 'red', reasons: [{ code: 'no-candle', params: {} }] };
  const own = qualityAt(qualityColumns(candles, market.timeframeMs, market.calendar), candles.length - 1);
  return facts === null ? own : worseQuality(own, feedQuality(facts, market.timeframeMs));
}

/** The stamp that follows from what the feed itself knows. */
export function feedQuality({ lateMs, revisedCandles, staleMs }: FeedFacts, timeframeMs: number): DataQuality {
  return stampOf([
    judged(lateMs, {
      amber: 0,
      red: RED_LATE_SHARE * timeframeMs,
      reason: { code: 'newest-late', params: { lateMs } },
    }),
    windowShare('candles-revised', revisedCandles / QUALITY_CANDLES),
    judged(staleMs, { amber: 0, red: 0, reason: { code: 'newest-stale', params: { staleMs } } }),
  ]);
}

const STAMPS = ['green', 'amber', 'red'] as const;

/** The worse of two stamps, with the reasons of both. */
export function worseQuality(one: DataQuality, other: DataQuality): DataQuality {
  const stamp = STAMPS[Math.max(STAMPS.indexOf(one.stamp), STAMPS.indexOf(other.stamp))] ?? 'red';
  return { stamp, reasons: [...one.reasons, ...other.reasons] };
}

interface Judgement {
  readonly stamp: 'amber' | 'red';
  readonly reason: QualityReason;
}

function judged(
  value: number,
  { amber, red, reason }: { readonly amber: number; readonly red: number; readonly reason: QualityReason },
): Judgement | null {
  if (value > red) return { stamp: 'red', reason };
  return value > amber ? { stamp: 'amber', reason } : null;
}

function windowShare(code: 'candles-missing' | 'candles-revised', share: number): Judgement | null {
  return judged(share, { amber: AMBER_MISSING_SHARE, red: RED_MISSING_SHARE, reason: { code, params: { share } } });
}

function stillness(code: 'price-still' | 'untraded', share: number): Judgement | null {
  const reason: QualityReason = { code, params: { share, candles: DAY_CANDLES } };
  // Just below 1: a feed that has stood still for all of them.
  return judged(share, { amber: STILL_SHARE, red: 1 - 1 / (2 * DAY_CANDLES), reason });
}

function stampOf(judgements: readonly (Judgement | null)[]): DataQuality {
  const found = judgements.filter((each) => each !== null);
  const red = found.filter((each) => each.stamp === 'red');
  const amber = found.filter((each) => each.stamp === 'amber');
  const reasons = [...red, ...amber].map((each) => each.reason);
  return { stamp: red.length > 0 ? 'red' : amber.length > 0 ? 'amber' : 'green', reasons };
}
