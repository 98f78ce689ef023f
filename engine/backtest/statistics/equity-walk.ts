import { DAY_MS } from '../../time.ts';

/** UTC days that have a candle: the start and the last step of each. */
export interface Days {
  readonly count: number;
  readonly dayMs: Float64Array;
  readonly lastStep: Int32Array;
}

/** Equity at the end of each of these days. */
export interface DailyEquity extends Days {
  readonly equity: Float64Array;
}

/**
 * Spells below the highest equity so far. Depths are fractions 0..1 of that height, times run from the height to its
 * return (or the end).
 */
export interface Drawdowns {
  readonly max: number;
  readonly count: number;
  readonly averageDepth: number | null;
  readonly longestMs: number;
  readonly averageMs: number | null;
  /** Whether the last one has not been made good. */
  readonly isOpen: boolean;
}

/** What one walk over the equity finds. */
export interface EquityWalk {
  /** At closes. */
  readonly drawdowns: Drawdowns;
  /** Deepest fall from a highest close, seen within candles; as at closes when only those are known. */
  readonly deepest: number;
  readonly meanEquity: number;
}

/** Equity of an account at each step of a timeline, in money. */
export interface EquityColumns {
  readonly equity: Float64Array;
  /** Equity at the worst moment of each step; null when only closes are known. */
  readonly worst: Float64Array | null;
  readonly openTimeMs: Float64Array;
  readonly startEquity: number;
}

/** The days of a timeline. */
export function daysOf(openTimeMs: Float64Array): Days {
  const length = openTimeMs.length;
  const spanDays = length === 0 ? 0 : Math.floor(((openTimeMs[length - 1] ?? 0) - (openTimeMs[0] ?? 0)) / DAY_MS) + 2;
  const capacity = Math.min(length, spanDays);
  const dayMs = new Float64Array(capacity);
  const lastStep = new Int32Array(capacity);
  let days = 0;
  let dayEndMs = Number.NEGATIVE_INFINITY;
  for (let step = 0; step < length; step += 1) {
    const timeMs = openTimeMs[step] ?? 0;
    if (timeMs < dayEndMs) continue;
    const day = Math.floor(timeMs / DAY_MS) * DAY_MS;
    if (days > 0) lastStep[days - 1] = step - 1;
    dayMs[days] = day;
    dayEndMs = day + DAY_MS;
    days += 1;
  }
  if (days > 0) lastStep[days - 1] = length - 1;
  return { count: days, dayMs: dayMs.subarray(0, days), lastStep: lastStep.subarray(0, days) };
}

/** Equity at the end of each day. */
export function dailyEquityOf(days: Days, equity: Float64Array): DailyEquity {
  const daily = new Float64Array(days.count);
  for (let day = 0; day < days.count; day += 1) daily[day] = equity[days.lastStep[day] ?? 0] ?? 0;
  return { ...days, equity: daily };
}

/** Drawdowns and the mean, in one walk over the equity at each close. */
export function walkEquity({ equity, worst, openTimeMs, startEquity }: EquityColumns): EquityWalk {
  const length = equity.length;
  // Locals of this one loop stay in registers; shared with an inner function each would be boxed at every write.
  let peak = startEquity;
  let trough = startEquity;
  let peakStep = 0;
  let sum = 0;
  let max = 0;
  let count = 0;
  let depths = 0;
  let longestMs = 0;
  let totalMs = 0;
  let lowest = startEquity;
  let deepest = 0;
  const lows = worst ?? equity;
  for (let step = 0; step <= length; step += 1) {
    const isEnd = step === length;
    const value = isEnd ? peak : (equity[step] ?? 0);
    const low = isEnd ? peak : (lows[step] ?? 0);
    if (low < lowest) lowest = low;
    if (value >= peak) {
      if (lowest < peak && 1 - lowest / peak > deepest) deepest = 1 - lowest / peak;
      lowest = value;
      if (trough < peak) {
        const depth = 1 - trough / peak;
        const spentMs = (openTimeMs[isEnd ? length - 1 : step] ?? 0) - (openTimeMs[peakStep] ?? 0);
        count += 1;
        depths += depth;
        totalMs += spentMs;
        if (depth > max) max = depth;
        if (spentMs > longestMs) longestMs = spentMs;
      }
      if (isEnd) break;
      peak = value;
      trough = value;
      peakStep = step;
    } else if (value < trough) trough = value;
    sum += value;
  }
  return {
    drawdowns: {
      max,
      count,
      averageDepth: count > 0 ? depths / count : null,
      longestMs,
      averageMs: count > 0 ? totalMs / count : null,
      isOpen: trough < peak,
    },
    deepest,
    meanEquity: length > 0 ? sum / length : startEquity,
  };
}

/**
 * Deepest fall from a highest close within a stretch of equity, the equity before it included; `lows` are those of each
 * step, its close by default.
 */
export function maxDrawdownOf(equity: Float64Array, before: number, lows: Float64Array = equity): number {
  let peak = before;
  let deepest = 0;
  let lowest = before;
  for (let step = 0; step < equity.length; step += 1) {
    const value = equity[step] ?? 0;
    const low = lows[step] ?? 0;
    if (low < lowest) lowest = low;
    if (value < peak) continue;
    if (lowest < peak && 1 - lowest / peak > deepest) deepest = 1 - lowest / peak;
    peak = value;
    lowest = value;
  }
  return lowest < peak && 1 - lowest / peak > deepest ? 1 - lowest / peak : deepest;
}

/** Return of each day; the first against the equity at the start. */
export function dailyReturns({ count, equity }: DailyEquity, startEquity: number): Float64Array {
  const returns = new Float64Array(count);
  let before = startEquity;
  for (let day = 0; day < count; day += 1) {
    const value = equity[day] ?? 0;
    returns[day] = before > 0 ? value / before - 1 : 0;
    before = value;
  }
  return returns;
}

/**
 * Days with candles in a year of 365: 365 for a market that never closes, about 313 for FX with its Sunday evenings.
 * Null below two days.
 */
export function daysPerYear({ count, dayMs }: DailyEquity): number | null {
  if (count < 2) return null;
  return (365 * (count - 1) * DAY_MS) / ((dayMs[count - 1] ?? 0) - (dayMs[0] ?? 0));
}
