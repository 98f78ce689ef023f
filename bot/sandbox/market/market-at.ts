import { WEEK_MS } from '../../../engine/time.ts';
import type { ChosenMarket } from './chosen-market.ts';

/**
 * The same market with every candle moved by whole weeks, so that the replay begins in the week before `nowMs`: hours and
 * weekdays, which forex and features follow, stay what they were.
 */
export function marketAt(market: ChosenMarket, nowMs: number): ChosenMarket {
  const laterMs = Math.floor((nowMs - market.startMs) / WEEK_MS) * WEEK_MS;
  return {
    ...market,
    startMs: market.startMs + laterMs,
    endMs: market.endMs + laterMs,
    series: market.series.map((each) => ({
      ...each,
      columns: { ...each.columns, openTimeMs: each.columns.openTimeMs.map((timeMs) => timeMs + laterMs) },
    })),
  };
}
