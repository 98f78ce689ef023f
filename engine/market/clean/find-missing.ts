import { holidayMissing, missingBetween, unexplainedBetween } from '../calendar/gaps.ts';
import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { CleanFinding } from './raw-rows.ts';

/**
 * Candles that the source lacks between the given open times (ascending, each once) while the market was open. A hole that
 * lies wholly in the short sessions around Christmas and New Year is a holiday, one in hours that the source
 * lacked in the three weeks before too is its session.
 */
export function findMissing(
  times: Float64Array,
  { candleMs, calendar }: { readonly candleMs: number; readonly calendar: TradingCalendar },
): readonly CleanFinding[] {
  const findings: CleanFinding[] = [];
  for (let row = 1; row < times.length; row += 1) {
    const previousOpenMs = times[row - 1] ?? 0;
    const nextOpenMs = times[row] ?? 0;
    if (nextOpenMs - previousOpenMs === candleMs) continue;
    const question = { previousOpenMs, nextOpenMs, timeframeMs: candleMs, calendar };
    const missing = missingBetween(question);
    if (missing === 0) continue;
    const isHoliday = missing === holidayMissing(question);
    const code = isHoliday ? 'holiday' : unexplainedBetween(question, times) === 0 ? 'session' : 'gap';
    const say = `${missing} missing before ${new Date(nextOpenMs).toISOString()}`;
    findings.push({ code, openTimeMs: previousOpenMs + candleMs, action: 'kept', candles: missing, line: null, say });
  }
  return findings;
}
