import { calendarOf, holidayMissing, missingBetween } from '../../market/calendar/gaps.ts';
import type { BacktestMarket } from '../plan/backtest-market.ts';
import type { BacktestPlan } from '../plan/plan.ts';

/** Why an entry at an open is dropped: it comes too long after its signal, or the price has changed its level since. */
export type EntryVoid = 'late' | 'level-break';

/** Candles missing between the row before and this one in which the market was open, short holiday sessions left out; 0 at row 0. */
export function missingBefore({ candles, symbol }: BacktestMarket, row: number, timeframeMs: number): number {
  if (row <= 0) return 0;
  const previousOpenMs = candles.openTimeMs[row - 1] ?? 0;
  const nextOpenMs = candles.openTimeMs[row] ?? 0;
  if (nextOpenMs - previousOpenMs <= timeframeMs) return 0;
  const question = { previousOpenMs, nextOpenMs, timeframeMs, calendar: calendarOf(symbol) };
  return missingBetween(question) - holidayMissing(question);
}

/** Why an entry at the open of `row`, decided at the close of the row before, is dropped; null when it is not. */
export function entryVoid(plan: BacktestPlan, market: BacktestMarket, row: number): EntryVoid | null {
  if (market.levelBreaks !== undefined && isBreakRow(market, row)) return 'level-break';
  const { openTimeMs } = market.candles;
  if (plan.gaps === 'skip')
    return (openTimeMs[row] ?? 0) - (openTimeMs[row - 1] ?? 0) === plan.timeframeMs ? null : 'late';
  if (plan.gaps === 'fill') return null;
  return missingBefore(market, row, plan.timeframeMs) > plan.gaps.maxCandles ? 'late' : null;
}

/** Whether the price changes its level before or in this row. */
export function isBreakRow({ levelBreaks }: BacktestMarket, row: number): boolean {
  return levelBreaks?.some((each) => each.row === row) ?? false;
}

/** The last row before the next change of level after `row`, or the last row there is. */
export function lastRowOnLevel({ candles, levelBreaks }: BacktestMarket, row: number): number {
  const next = levelBreaks?.find((each) => each.row > row);
  return (next?.row ?? candles.length) - 1;
}
