import type { BacktestResult } from '../../engine/backtest/backtest.ts';
import { tradesOf } from '../../engine/backtest/simulate/trade-log.ts';
import { exitTimeMs } from '../../engine/backtest/statistics/trade-summary.ts';

const COLUMNS = [
  'market',
  'side',
  'entry_time',
  'exit_time',
  'entry_price',
  'exit_price',
  'units',
  'fees',
  'profit',
  'return',
  'exit_reason',
] as const;

/** A text as a CSV cell that no spreadsheet takes for a formula: such texts get an apostrophe in front (OWASP, "CSV Injection"). */
export function textCell(text: string): string {
  const harmless = /^[=+\-@\t\r\n|%]/.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * All trades, a line each, in the order in which they ended. Prices are those paid and received; return is of the value at
 * entry, after cost.
 */
export function tradesCsv({ simulation, markets, plan }: BacktestResult): string {
  const { trades } = simulation;
  const lines = tradesOf(trades).map((trade, index) => {
    const market = markets[trade.market];
    const openTimeMs = market?.candles.openTimeMs ?? new Float64Array(0);
    const leftMs = exitTimeMs(trades, index, { openTimeMs, timeframeMs: plan.timeframeMs });
    return [
      textCell(market?.name ?? ''),
      trade.side > 0 ? 'long' : 'short',
      new Date(openTimeMs[trade.entryRow] ?? 0).toISOString(),
      new Date(leftMs).toISOString(),
      trade.entryPrice,
      trade.exitPrice,
      trade.units,
      trade.fees,
      trade.pnl,
      trade.pnl / (trade.units * trade.entryPrice),
      trade.reason,
    ].join(',');
  });
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}
