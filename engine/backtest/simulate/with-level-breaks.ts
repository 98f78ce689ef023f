import { calendarOf } from '../../market/calendar/gaps.ts';
import { findLevelBreaks } from '../../market/level-breaks.ts';
import type { BacktestMarket } from '../plan/backtest-market.ts';

/** The market with the places where its price changed its level, which no position is held across. */
export function withLevelBreaks(market: BacktestMarket, timeframeMs: number): BacktestMarket {
  const question = { timeframeMs, calendar: calendarOf(market.symbol) };
  return { ...market, levelBreaks: findLevelBreaks(market.candles, question) };
}

/** By how much the price has changed its level until the end of a row, without trading: 1 before the first break. */
export function levelFactor({ levelBreaks }: BacktestMarket, row: number): number {
  let factor = 1;
  for (const each of levelBreaks ?? []) if (each.row <= row) factor *= each.ratio;
  return factor;
}
