import type { CandleColumns } from '../market/candle.ts';
import type { TrendReadings } from './trend-readings.ts';

/** Yearly volatility that a position of strength 1 aims at, and the largest position, as a multiple of the account. */
const TARGET_VOLATILITY = 0.3;
const MOST_POSITION = 2;
/** A position is changed when it is off by more than this share of its size, or of the smallest size that counts. */
const TOLERANCE = 0.25;
const SMALLEST_POSITION = 0.25;

/** Net returns of an account from one open to the next, at the time of the first open; the return of row i is decided at its close. */
export interface PeriodReturns {
  readonly timeMs: Float64Array;
  readonly net: Float64Array;
}

/** Position wanted by the continuous trend rule, −2..2 of the account: strength · min(2, 0.30 / σ). */
function trendPosition(strength: number, yearlyVolatility: number): number {
  return strength * Math.min(MOST_POSITION, TARGET_VOLATILITY / yearlyVolatility);
}

/**
 * An account that keeps a wanted share of itself in one market: changed at the next open when off by more than a quarter of
 * max(.25, |position|), `cost` per side of what is traded. Rows before the first wanted position (NaN) have no return.
 */
function rebalancedReturns(
  { openTimeMs, open, length }: CandleColumns,
  wanted: Float64Array,
  cost: number,
): PeriodReturns {
  const first = wanted.findIndex((value) => !Number.isNaN(value));
  const count = first < 0 ? 0 : Math.max(0, length - 2 - first);
  const net = new Float64Array(count);
  const timeMs = new Float64Array(count);
  let position = 0;
  for (let at = 0; at < count; at += 1) {
    const row = first + at;
    const next = wanted[row] ?? Number.NaN;
    const isOff = Math.abs(next - position) > TOLERANCE * Math.max(SMALLEST_POSITION, Math.abs(position));
    const held = isOff ? next : position;
    const move = (open[row + 2] ?? 1) / (open[row + 1] ?? 1) - 1;
    net[at] = held * move - Math.abs(held - position) * cost;
    timeMs[at] = openTimeMs[row + 1] ?? 0;
    position = held;
  }
  return { timeMs, net };
}

/** The continuous trend rule over one market: the floor that the published form is held against. */
export function trendFloorReturns(candles: CandleColumns, readings: TrendReadings, cost: number): PeriodReturns {
  const wanted = readings.strength.map((strength, row) =>
    trendPosition(strength, readings.yearlyVolatility[row] ?? Number.NaN),
  );
  return rebalancedReturns(candles, wanted, cost);
}

/** Holding at the same volatility, over the same candles: strength 1 throughout. */
export function holdingReturns(candles: CandleColumns, readings: TrendReadings, cost: number): PeriodReturns {
  const wanted = readings.strength.map((strength, row) =>
    Number.isNaN(strength) ? Number.NaN : trendPosition(1, readings.yearlyVolatility[row] ?? Number.NaN),
  );
  return rebalancedReturns(candles, wanted, cost);
}
