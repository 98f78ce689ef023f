import { meanOf } from '../math.ts';
import { normalCdf } from './normal.ts';

/** Lag, in candles, up to which differences of loss may be correlated. */
const NEWEY_WEST_LAG = 24;

/** Whether two forecasts differ in loss by more than chance. */
export interface LossComparison {
  /** Mean of the differences given: their loss − ours, so positive means that ours is the smaller. */
  readonly meanDifference: number;
  /** Mean over its Newey–West standard error; standard normal when both are equally good. */
  readonly statistic: number;
  /** Two-sided, 0..1. */
  readonly pValue: number;
  readonly lag: number;
}

/**
 * Long-run variance of a series by Bartlett weights 1 − j/(lag + 1) (Newey and West 1987). NaN for an empty series.
 */
function neweyWestVariance(series: Float64Array, lag: number): number {
  const count = series.length;
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += series[i] ?? 0;
  const mean = sum / count;
  const covariance = (apart: number): number => {
    let products = 0;
    for (let i = apart; i < count; i += 1) products += ((series[i] ?? 0) - mean) * ((series[i - apart] ?? 0) - mean);
    return products / count;
  };
  let variance = covariance(0);
  for (let j = 1; j <= Math.min(lag, count - 1); j += 1) variance += 2 * (1 - j / (lag + 1)) * covariance(j);
  return variance;
}

/**
 * Diebold and Mariano's test of equal loss (1995) on differences in time order, one per moment: mean / √(long-run variance / n), with the
 * variance of Newey and West instead of their truncated one, which can be negative. Null below 2·lag moments or without spread.
 */
export function dieboldMariano(difference: Float64Array, lag: number = NEWEY_WEST_LAG): LossComparison | null {
  const count = difference.length;
  if (count < 2 * Math.max(1, lag)) return null;
  const variance = neweyWestVariance(difference, lag);
  if (!(variance > 0)) return null;
  const meanDifference = meanOf(difference);
  const statistic = meanDifference / Math.sqrt(variance / count);
  return { meanDifference, statistic, pValue: 2 * normalCdf(-Math.abs(statistic)), lag };
}
