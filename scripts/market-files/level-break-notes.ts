import { calendarOf } from '../../engine/market/calendar/gaps.ts';
import { findLevelBreaks, ratioText } from '../../engine/market/level-breaks.ts';
import { symbolIn } from '../../engine/market/series.ts';
import { type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import type { MarketCandles } from '../../engine/training/dataset.ts';
import { escapeHtml, section } from '../report/page.ts';

/** Breaks reported one by one; of a series with more of them only their number. */
const MOST_TOLD = 5;

/** A report's notes on places where a market's price changed its level and stayed: returns across them are none. */
export function levelBreakNotes(markets: readonly MarketCandles[], timeframe: Timeframe): readonly string[] {
  return markets.flatMap(({ name, columns }) => {
    const question = { timeframeMs: timeframeMs(timeframe), calendar: calendarOf(symbolIn(name)) };
    const breaks = findLevelBreaks(columns, question).filter(({ stayed }) => stayed > 0);
    const told = breaks.slice(0, MOST_TOLD).map(({ openTimeMs, ratio, before, after }) => {
      const time = new Date(openTimeMs).toISOString().slice(0, 16);
      return (
        `${name}: the price changes its level at ${time}Z (${ratioText(ratio)}, from ${before} to ${after}): ` +
        `another unit, a split, a contract or another market; a return across it is none`
      );
    });
    return breaks.length > MOST_TOLD ? [...told, `${name}: ${breaks.length} changes of level in all`] : told;
  });
}

/** A section of a report that lists notes; none where there are none. */
export function noteSections(notes: readonly string[]): readonly string[] {
  if (notes.length === 0) return [];
  return [
    section('To be known of the data', `<ul>${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('')}</ul>`),
  ];
}
