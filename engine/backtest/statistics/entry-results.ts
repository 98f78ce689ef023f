import { slopeThroughOrigin } from '../../statistics/slope-through-origin.ts';
import { YEAR_MS } from '../../time.ts';
import type { BacktestResult } from '../backtest.ts';

/** What an entry brought after cost. */
export interface EntryResults {
  readonly entries: number;
  readonly entriesPerYear: number | null;
  /** Mean return of an entry on its value, basis points; null without one. */
  readonly meanNetBps: number | null;
  /** 95 %, by weeks of entry; null below eight weeks with one. */
  readonly meanNetInterval: readonly [number, number] | null;
}

/** The entries of a backtest, and what they brought in the mean. */
export function entryResults({ simulation, markets, plan }: BacktestResult): EntryResults {
  const { trades, timeline } = simulation;
  const { count } = trades;
  const realised = Float64Array.from({ length: count }, (_, at) => {
    const value = (trades.units[at] ?? 0) * (trades.entryPrice[at] ?? Number.NaN);
    return ((trades.pnl[at] ?? 0) / value) * 1e4;
  });
  const timeMs = Float64Array.from(
    { length: count },
    (_, at) => markets[trades.market[at] ?? 0]?.candles.openTimeMs[trades.entryRow[at] ?? 0] ?? 0,
  );
  const [first, last] = [timeline.openTimeMs[0], timeline.openTimeMs.at(-1)];
  const years = first === undefined || last === undefined ? 0 : (last + plan.timeframeMs - first) / YEAR_MS;
  const mean = slopeThroughOrigin({ stated: new Float64Array(count).fill(1), realised, timeMs });
  return {
    entries: count,
    entriesPerYear: years > 0 ? count / years : null,
    meanNetBps: count === 0 ? null : realised.reduce((sum, value) => sum + value, 0) / count,
    meanNetInterval: mean?.interval ?? null,
  };
}
