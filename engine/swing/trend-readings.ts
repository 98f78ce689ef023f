import type { CandleColumns } from '../market/candle.ts';
import { DAY_MS } from '../time.ts';

const YEAR_DAYS = 365;

/** Days over which the trend is measured; the strength is the mean of all five. */
export const TREND_LOOK_BACK_DAYS = [7, 14, 28, 56, 90] as const;
/** Span of the exponentially weighted volatility, in candles: α = 2 / (span + 1). */
const VOLATILITY_SPAN_CANDLES = 180;
/**
 * The weights end after five spans (the rest would weigh e⁻¹⁰) and are normalised: a live process that reads so many candles computes the
 * same number, to the last bit, as a backtest over ten years.
 */
export const VOLATILITY_MEMORY_CANDLES = 5 * VOLATILITY_SPAN_CANDLES;
/** A look-back whose oldest close is missing for longer than this leaves the strength undefined. */
const MOST_MISSING_MS = DAY_MS;

/** Readings of each candle, known at its close. NaN while the look-back is not covered. */
export interface TrendReadings {
  /** −1..1: mean over the look-backs of tanh(move in units of its standard deviation). */
  readonly strength: Float64Array;
  /** Standard deviation of log returns a year of 365 days. */
  readonly yearlyVolatility: Float64Array;
}

/**
 * Yearly volatility at `row`: exponentially weighted standard deviation of the log returns up to its close; NaN below
 * one span of returns.
 */
function volatilityAt(logReturns: Float64Array, row: number, perYear: number): number {
  if (row < VOLATILITY_SPAN_CANDLES) return Number.NaN;
  const decay = 1 - 2 / (VOLATILITY_SPAN_CANDLES + 1);
  const last = Math.max(1, row - VOLATILITY_MEMORY_CANDLES + 1);
  let weight = 1;
  let weights = 0;
  let sum = 0;
  let squares = 0;
  for (let at = row; at >= last; at -= 1) {
    const value = logReturns[at] ?? 0;
    weights += weight;
    sum += weight * value;
    squares += weight * value * value;
    weight *= decay;
  }
  const mean = sum / weights;
  return Math.sqrt(Math.max(0, squares / weights - mean * mean) * perYear);
}

/**
 * Trend strength and volatility at each close: strength = mean over L of tanh(ln(close / close L days ago) / (σ·√(L / 365))), σ the yearly
 * volatility (Moskowitz, Ooi and Pedersen, "Time Series Momentum", 2012, with the sign smoothed by tanh). "L days ago" is the newest close
 * at or before that moment, at most a day older.
 */
export function trendReadings({ length, openTimeMs, close }: CandleColumns, candleMs: number): TrendReadings {
  const perYear = (YEAR_DAYS * DAY_MS) / candleMs;
  const logReturns = new Float64Array(length);
  for (let row = 1; row < length; row += 1) logReturns[row] = Math.log((close[row] ?? 1) / (close[row - 1] ?? 1));
  const strength = new Float64Array(length).fill(Number.NaN);
  const yearlyVolatility = new Float64Array(length).fill(Number.NaN);
  const pasts = TREND_LOOK_BACK_DAYS.map(() => 0);
  for (let row = 0; row < length; row += 1) {
    const volatility = volatilityAt(logReturns, row, perYear);
    yearlyVolatility[row] = volatility;
    let sum = 0;
    TREND_LOOK_BACK_DAYS.forEach((days, which) => {
      const wantedMs = (openTimeMs[row] ?? 0) - days * DAY_MS;
      let past = pasts[which] ?? 0;
      while ((openTimeMs[past + 1] ?? Number.POSITIVE_INFINITY) <= wantedMs) past += 1;
      pasts[which] = past;
      const missingMs = wantedMs - (openTimeMs[past] ?? 0);
      const isCovered = missingMs >= 0 && missingMs <= MOST_MISSING_MS;
      const move = Math.log((close[row] ?? 1) / (close[past] ?? 1));
      sum += isCovered ? Math.tanh(move / (volatility * Math.sqrt(days / YEAR_DAYS))) : Number.NaN;
    });
    strength[row] = sum / TREND_LOOK_BACK_DAYS.length;
  }
  return { strength, yearlyVolatility };
}

/** The reading of one look-back at a close. */
export interface TrendPart {
  readonly days: number;
  /** close / close `days` ago − 1. */
  readonly move: number;
  /** The logarithmic move in units of its standard deviation, signed: its tanh is this part's strength. */
  readonly usualMoves: number;
}

/** The five parts of the strength at the last close; null while a look back is not covered. */
export function trendPartsAtEnd(candles: CandleColumns, candleMs: number): readonly TrendPart[] | null {
  const row = candles.length - 1;
  const { strength, yearlyVolatility } = trendReadings(candles, candleMs);
  if (Number.isNaN(strength[row] ?? Number.NaN)) return null;
  const close = candles.close[row] ?? Number.NaN;
  return TREND_LOOK_BACK_DAYS.map((days) => {
    const wantedMs = (candles.openTimeMs[row] ?? 0) - days * DAY_MS;
    const past = candles.close[candles.openTimeMs.findLastIndex((openMs) => openMs <= wantedMs)] ?? Number.NaN;
    const usual = (yearlyVolatility[row] ?? Number.NaN) * Math.sqrt(days / YEAR_DAYS);
    return { days, move: close / past - 1, usualMoves: Math.log(close / past) / usual };
  });
}
