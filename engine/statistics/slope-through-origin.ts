import { WEEK_MS } from '../time.ts';

/** What was stated of some decisions and what came of each, columns of equal length. */
export interface StatedColumns {
  readonly stated: Float64Array;
  readonly realised: Float64Array;
  readonly timeMs: Float64Array;
  /** How much each counts, such as 1 ÷ the variance of what comes; absent: all alike. */
  readonly weight?: Float64Array;
}

/** Realised per stated. */
export interface OriginSlope {
  readonly slope: number;
  /** 95 %, by weeks: what is decided in one week shares its luck. */
  readonly interval: readonly [number, number];
  readonly count: number;
}

const Z_95 = 1.959_963_984_540_054;
/** Fewer weeks than this give no usable estimate of the variance between weeks. */
const LEAST_WEEKS = 8;

/**
 * The slope of realised on stated through the origin by (weighted) least squares, with the sandwich interval over weeks (Liang and Zeger
 * 1986) and its factor for few clusters. Null below eight weeks, or when nothing was stated.
 */
export function slopeThroughOrigin({ stated, realised, timeMs, weight }: StatedColumns): OriginSlope | null {
  let squares = 0;
  let products = 0;
  for (let row = 0; row < stated.length; row += 1) {
    const [x, y, w] = [stated[row] ?? 0, realised[row] ?? 0, weight?.[row] ?? 1];
    squares += w * x * x;
    products += w * x * y;
  }
  if (!(squares > 0)) return null;
  const slope = products / squares;
  const weeks = new Map<number, number>();
  for (let row = 0; row < stated.length; row += 1) {
    const [x, y, w] = [stated[row] ?? 0, realised[row] ?? 0, weight?.[row] ?? 1];
    const week = Math.floor((timeMs[row] ?? 0) / WEEK_MS);
    weeks.set(week, (weeks.get(week) ?? 0) + w * x * (y - slope * x));
  }
  if (weeks.size < LEAST_WEEKS) return null;
  const scatter = [...weeks.values()].reduce((sum, score) => sum + score * score, 0);
  const error = Math.sqrt((scatter * weeks.size) / (weeks.size - 1)) / squares;
  return { slope, interval: [slope - Z_95 * error, slope + Z_95 * error], count: stated.length };
}
