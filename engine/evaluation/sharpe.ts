const YEAR_MS = 365.25 * 86_400_000;

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

/** Annualised mean over standard deviation of period returns less costBps per unit of turnover; null below two periods or without spread. */
export function sharpeRatio(periods: readonly PortfolioPeriod[], perYear: number, costBps: number): number | null {
  if (periods.length < 2) return null;
  const returns = periods.map(({ gross, turnover }) => gross - (turnover * costBps) / 1e4);
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (returns.length - 1);
  return variance > 0 ? (mean / Math.sqrt(variance)) * Math.sqrt(perYear) : null;
}
