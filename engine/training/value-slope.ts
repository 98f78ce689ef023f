import type { ValueSlope } from '../models/trained.ts';
import { statedValueBps } from '../signals/levels.ts';
import { slopeThroughOrigin } from '../statistics/slope-through-origin.ts';
import { DAY_MS } from '../time.ts';
import type { Dataset } from './dataset.ts';

/** Past decisions that a slope is measured on: two years, so that 4 h candles have enough. */
const TRAILING_MS = 730 * DAY_MS;
const EVERY_MS = 30 * DAY_MS;
const MIN_POINTS = 1_000;

/** Decisions with their outcome, oldest first: what was stated of each before calibration, and what came. */
export interface ScoredValues {
  readonly timeMs: Float64Array;
  readonly probabilityUp: Float64Array;
  readonly sigma24: Float64Array;
  readonly returnNext: Float64Array;
}

/**
 * Realised per stated expected value of past decisions of one timeframe and asset class, all of them, published or not. Each counts by
 * 1 ÷ σ24², since what comes of a wild hour says less. Null below 1,000 of them, or eight weeks.
 */
export function valueSlopeOf({ timeMs, probabilityUp, sigma24, returnNext }: ScoredValues): ValueSlope | null {
  if (timeMs.length < MIN_POINTS) return null;
  const found = slopeThroughOrigin({
    timeMs,
    stated: probabilityUp.map((p, row) => statedValueBps(p, sigma24[row] ?? 0)),
    realised: returnNext.map((value, row) => ((probabilityUp[row] ?? 0) >= 0.5 ? value : -value) * 1e4),
    weight: sigma24.map((sigma) => 1 / sigma ** 2),
  });
  return found === null ? null : { slope: found.slope, interval: found.interval, rows: found.count };
}

/** Slopes by causal calibration, and where it stands at the end. */
export interface ValueSlopes {
  /** The slope in force when a stacked row was decided, of past outcomes only; null where there was none. */
  readonly at: (row: number) => ValueSlope | null;
  /** From all outcomes known at the end; null when they are too few. */
  readonly final: ValueSlope | null;
}

/**
 * The slope of realised on stated expected value over the trailing two years of out-of-sample decisions whose outcome is known by then,
 * every 30 days. Each row's slope depends on the past only. `probability` is recalibrated, per stacked row, NaN where none was decided.
 */
export function valueSlopes(dataset: Dataset, probability: Float64Array): ValueSlopes {
  const { closeTimeMs, returnNext, sigma24, timeframeMs } = dataset;
  const timeOf = (row: number): number => closeTimeMs[row] ?? 0;
  const rows = Int32Array.from(probability.keys())
    .filter((row) => !Number.isNaN(probability[row] ?? Number.NaN))
    .sort((a, b) => timeOf(a) - timeOf(b) || a - b);
  const settled = rows.filter((row) => (sigma24[row] ?? 0) > 0 && !Number.isNaN(returnNext[row] ?? Number.NaN));
  const inForce = new Map<number, ValueSlope>();
  let [from, to] = [0, 0];
  const slopeAt = (nowMs: number): ValueSlope | null => {
    while (to < settled.length && timeOf(settled[to] ?? 0) + timeframeMs <= nowMs) to += 1;
    while (from < to && timeOf(settled[from] ?? 0) < nowMs - TRAILING_MS) from += 1;
    const trailing = settled.subarray(from, to);
    const pick = (column: Float64Array): Float64Array =>
      Float64Array.from(trailing, (row) => column[row] ?? Number.NaN);
    return valueSlopeOf({
      timeMs: pick(closeTimeMs),
      probabilityUp: pick(probability),
      sigma24: pick(sigma24),
      returnNext: pick(returnNext),
    });
  };
  let present: ValueSlope | null = null;
  let nextMs = timeOf(rows[0] ?? 0) + EVERY_MS;
  for (const row of rows) {
    const timeMs = timeOf(row);
    if (timeMs >= nextMs) {
      present = slopeAt(timeMs);
      nextMs += EVERY_MS * Math.ceil((timeMs - nextMs + 1) / EVERY_MS);
    }
    if (present !== null) inForce.set(row, present);
  }
  const newestMs = timeOf(settled.at(-1) ?? 0) + timeframeMs;
  return { at: (row) => inForce.get(row) ?? null, final: settled.length === 0 ? null : slopeAt(newestMs) };
}
