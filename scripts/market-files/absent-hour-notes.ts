import { type AbsentHour, absentHours } from '../../engine/market/calendar/absent-hours.ts';
import { calendarOf } from '../../engine/market/calendar/gaps.ts';
import { symbolIn } from '../../engine/market/series.ts';
import { type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import type { MarketCandles } from '../../engine/training/dataset.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MOST_TOLD = 4;
/** Absent candles below this share of all are not worth a sentence. */
const LEAST_SHARE = 0.005;

function hoursText(hours: readonly AbsentHour[]): string {
  const told = hours
    .slice(0, MOST_TOLD)
    .map(({ weekday, hourUtc, count }) => `${DAYS[weekday] ?? ''} ${String(hourUtc).padStart(2, '0')} UTC (${count})`);
  return `${told.join(', ')}${hours.length > MOST_TOLD ? ` and ${hours.length - MOST_TOLD} other hours` : ''}`;
}

/**
 * A report's notes on candles that a source lacks while its market is open: hours that it never has are no gap; the others are, and
 * a row that looks back on more than 1 % of them is amber, on more than 5 % left out.
 */
export function absentHourNotes(markets: readonly MarketCandles[], timeframe: Timeframe): readonly string[] {
  return markets.flatMap(({ name, columns }) => {
    const { usual, gaps } = absentHours(columns, timeframeMs(timeframe), calendarOf(symbolIn(name)));
    const total = (hours: readonly AbsentHour[]): number => hours.reduce((sum, { count }) => sum + count, 0);
    const [ownHours, missing] = [total(usual), total(gaps)];
    return [
      ...(ownHours < LEAST_SHARE * columns.length
        ? []
        : [
            `${name}: the source usually lacks ${hoursText(usual)} although the market is open: ` +
              'taken as its hours, so these are no gaps',
          ]),
      ...(missing < LEAST_SHARE * columns.length
        ? []
        : [
            `${name}: ${missing} candles are missing while the market is open, most often at ${hoursText(gaps)}: ` +
              'rows that look back on more than 1 % of such are amber, on more than 5 % left out',
          ]),
    ];
  });
}
