import { meanOf } from '../math.ts';
import { YEAR_MS } from '../time.ts';
import { normalCdf, normalQuantile } from './normal.ts';

/** One market's always-in positions in time order: NaN probability means no decision, NaN return a gap. */
export interface PositionColumns {
  readonly timeMs: Float64Array;
  readonly probability: Float64Array;
  readonly returnNext: Float64Array;
}

/** Return and turnover of one moment, mean over the markets decided then. */
export interface PortfolioPeriod {
  readonly gross: number;
  readonly turnover: number;
}

/**
 * Always in: +1 or −1 per candle by the likelier side, equal weight per market. A position is held through while the side stays; it is
 * closed where the next candle is missing. turnover counts units bought or sold: 2 for a change of side.
 */
export function alwaysInPeriods(markets: readonly PositionColumns[]): {
  readonly periods: readonly PortfolioPeriod[];
  readonly perYear: number;
} {
  const byTime = new Map<number, { gross: number; turnover: number; count: number }>();
  for (const { timeMs, probability, returnNext } of markets) {
    let position = 0;
    for (let row = 0; row < timeMs.length; row += 1) {
      const p = probability[row] ?? Number.NaN;
      if (Number.isNaN(p)) continue;
      const next = returnNext[row] ?? Number.NaN;
      const wanted = Number.isNaN(next) ? 0 : p >= 0.5 ? 1 : -1;
      const time = timeMs[row] ?? 0;
      const period = byTime.get(time) ?? { gross: 0, turnover: 0, count: 0 };
      period.gross += wanted === 0 ? 0 : wanted * next;
      period.turnover += Math.abs(wanted - position);
      period.count += 1;
      byTime.set(time, period);
      position = wanted;
    }
  }
  const times = [...byTime.keys()].sort((a, b) => a - b);
  const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const periods = times.map((time) => {
    const { gross, turnover, count } = byTime.get(time) ?? { gross: 0, turnover: 0, count: 1 };
    return { gross: gross / count, turnover: turnover / count };
  });
  return { periods, perYear: spanMs > 0 ? ((times.length - 1) * YEAR_MS) / spanMs : 0 };
}

/**
 * Annualised mean over standard deviation of period returns less costBps per unit of turnover; null below two periods
 * or without spread.
 */
export function sharpeRatio(periods: readonly PortfolioPeriod[], perYear: number, costBps: number): number | null {
  if (periods.length < 2) return null;
  const returns = periods.map(({ gross, turnover }) => gross - (turnover * costBps) / 1e4);
  const mean = meanOf(returns);
  const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (returns.length - 1);
  return variance > 0 ? (mean / Math.sqrt(variance)) * Math.sqrt(perYear) : null;
}

/** Moments of a run of period returns. skew and kurtosis are those of the sample (a normal distribution has kurtosis 3). */
export interface ReturnMoments {
  readonly count: number;
  readonly mean: number;
  /** With count − 1 in the denominator. */
  readonly deviation: number;
  readonly skew: number;
  readonly kurtosis: number;
}

/** Moments of returns, or null below two or without spread. */
export function momentsOf(returns: Float64Array): ReturnMoments | null {
  const count = returns.length;
  if (count < 2) return null;
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += returns[i] ?? 0;
  const mean = sum / count;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < count; i += 1) {
    const off = (returns[i] ?? 0) - mean;
    const square = off * off;
    second += square;
    third += square * off;
    fourth += square * square;
  }
  if (!(second > 0)) return null;
  const variance = second / count;
  return {
    count,
    mean,
    deviation: Math.sqrt(second / (count - 1)),
    skew: third / count / variance ** 1.5,
    kurtosis: fourth / count / variance ** 2,
  };
}

/** A Sharpe ratio per period (not annualised) and what its error depends on. */
export interface SharpeEvidence {
  readonly sharpe: number;
  readonly count: number;
  readonly skew: number;
  readonly kurtosis: number;
}

/** Variance of the estimated Sharpe ratio times (T − 1) (Mertens 2002). */
function sharpeSpread({ sharpe, skew, kurtosis }: SharpeEvidence): number {
  return 1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
}

/**
 * Probability that the true Sharpe ratio is above `benchmark`: Φ[(SR − b)·√(T − 1) / √(1 − γ3·SR + (γ4 − 1)/4·SR²)]
 * (Bailey and López de Prado, "The Sharpe Ratio Efficient Frontier", 2012). Null below two periods.
 */
export function probabilisticSharpeRatio(evidence: SharpeEvidence, benchmark = 0): number | null {
  const spread = sharpeSpread(evidence);
  if (evidence.count < 2 || !(spread > 0)) return null;
  return normalCdf(((evidence.sharpe - benchmark) * Math.sqrt(evidence.count - 1)) / Math.sqrt(spread));
}

/** How many configurations were tried, and the variance of their Sharpe ratios per period. */
export interface Trials {
  readonly count: number;
  /** Null when unknown: then that of the estimator itself under no skill, 1/(T − 1), stands for it. */
  readonly variance: number | null;
}

const EULER_GAMMA = 0.577_215_664_901_532_9;

/**
 * The Sharpe ratio that the best of `count` configurations without skill is expected to show: SR0 of the deflated
 * Sharpe ratio. 0 for one.
 */
export function expectedBestSharpe({ count, variance }: { readonly count: number; readonly variance: number }): number {
  if (count <= 1) return 0;
  const high = normalQuantile(1 - 1 / count);
  const higher = normalQuantile(1 - 1 / (count * Math.E));
  return Math.sqrt(variance) * ((1 - EULER_GAMMA) * high + EULER_GAMMA * higher);
}

/**
 * Deflated Sharpe ratio: the probabilistic one against the best expected of so many trials without skill
 * (Bailey and López de Prado, "The Deflated Sharpe Ratio", 2014). Null below two periods.
 */
export function deflatedSharpeRatio(evidence: SharpeEvidence, { count, variance }: Trials): number | null {
  if (evidence.count < 2) return null;
  const spread = variance ?? 1 / (evidence.count - 1);
  return probabilisticSharpeRatio(evidence, expectedBestSharpe({ count, variance: spread }));
}

/**
 * Periods after which a Sharpe ratio above `benchmark` would be significant at `confidence` (Bailey and López de Prado
 * 2012); null when it is not above.
 */
export function minimumTrackRecord(evidence: SharpeEvidence, benchmark = 0, confidence = 0.95): number | null {
  if (!(evidence.sharpe > benchmark)) return null;
  return 1 + sharpeSpread(evidence) * (normalQuantile(confidence) / (evidence.sharpe - benchmark)) ** 2;
}
