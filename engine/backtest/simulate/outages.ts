import type { BacktestResult } from '../backtest.ts';
import { missingBefore } from './entry-void.ts';

/**
 * A stretch without candles over which positions were held: from the close of the last candle before to the open of the
 * first one after.
 */
export interface HeldOutage {
  readonly market: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Positions held over it. */
  readonly held: number;
}

/** Consecutive missing candles from which a warning is given when the plan has no limit. */
const TOLD_CANDLES = 2;

/**
 * Outages longer than the plan lets an entry wait (two candles where it has no limit) during which positions were open,
 * oldest first by market.
 */
export function outagesOf({ plan, markets, simulation }: BacktestResult): readonly HeldOutage[] {
  const { trades } = simulation;
  const limit = typeof plan.gaps === 'object' ? plan.gaps.maxCandles : TOLD_CANDLES;
  return markets.flatMap((market, number) => {
    const held = new Map<number, number>();
    const { openTimeMs, length } = market.candles;
    const gapRows = Array.from({ length }, (_, row) => row).filter(
      (row) => missingBefore(market, row, plan.timeframeMs) > limit,
    );
    if (gapRows.length === 0) return [];
    for (let index = 0; index < trades.count; index += 1) {
      if (trades.market[index] !== number) continue;
      const [entryRow, exitRow] = [trades.entryRow[index] ?? 0, trades.exitRow[index] ?? 0];
      // Left at the open after the outage: held over it all the same.
      for (const row of gapRows) if (row > entryRow && row <= exitRow) held.set(row, (held.get(row) ?? 0) + 1);
    }
    return [...held].map(([row, count]) => ({
      market: market.name,
      fromMs: (openTimeMs[row - 1] ?? 0) + plan.timeframeMs,
      toMs: openTimeMs[row] ?? 0,
      held: count,
    }));
  });
}
