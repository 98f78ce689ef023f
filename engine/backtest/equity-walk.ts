const DAY_MS = 86_400_000;

/** Equity at the end of each UTC day that has a candle. */
export interface DailyEquity {
  readonly count: number;
  /** Start of each day. */
  readonly dayMs: Float64Array;
  readonly equity: Float64Array;
  /** Last step of each day. */
  readonly lastStep: Int32Array;
}

/** Spells below the highest equity so far. Depths are fractions 0..1 of that height, times run from the height to its return (or the end). */
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
  readonly daily: DailyEquity;
  readonly drawdowns: Drawdowns;
  readonly meanEquity: number;
}

export interface EquityColumns {
  readonly equity: Float64Array;
  readonly openTimeMs: Float64Array;
  readonly startEquity: number;
}

/** Days of the steps: one loop that looks at times only. */
function daysOf({ equity, openTimeMs }: EquityColumns): DailyEquity {
  const length = equity.length;
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
  const dayEquity = new Float64Array(days);
  for (let day = 0; day < days; day += 1) dayEquity[day] = equity[lastStep[day] ?? 0] ?? 0;
  return { count: days, dayMs: dayMs.subarray(0, days), equity: dayEquity, lastStep: lastStep.subarray(0, days) };
}

/** Walks over the equity: days, drawdowns, mean. */
export function walkEquity(columns: EquityColumns): EquityWalk {
  const { equity, openTimeMs, startEquity } = columns;
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
  for (let step = 0; step <= length; step += 1) {
    const isEnd = step === length;
    const value = isEnd ? peak : (equity[step] ?? 0);
    if (value >= peak) {
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
    daily: daysOf(columns),
    drawdowns: {
      max,
      count,
      averageDepth: count > 0 ? depths / count : null,
      longestMs,
      averageMs: count > 0 ? totalMs / count : null,
      isOpen: trough < peak,
    },
    meanEquity: length > 0 ? sum / length : startEquity,
  };
}

/** Deepest fall from a height within steps [from, to), the equity before them included. */
export function maxDrawdownBetween(
  equity: Float64Array,
  before: number,
  [from, to]: readonly [number, number],
): number {
  let peak = before;
  let worst = 0;
  let trough = before;
  for (let step = from; step < to; step += 1) {
    const value = equity[step] ?? 0;
    if (value >= peak) {
      if (trough < peak) worst = Math.max(worst, 1 - trough / peak);
      peak = value;
      trough = value;
    } else if (value < trough) trough = value;
  }
  return trough < peak ? Math.max(worst, 1 - trough / peak) : worst;
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

/** Days with candles in a year of 365: 365 for a market that never closes, about 313 for FX with its Sunday evenings. Null below two days. */
export function daysPerYear({ count, dayMs }: DailyEquity): number | null {
  if (count < 2) return null;
  return (365 * (count - 1) * DAY_MS) / ((dayMs[count - 1] ?? 0) - (dayMs[0] ?? 0));
}
