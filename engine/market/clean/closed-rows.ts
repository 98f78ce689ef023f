import { isHolidayAt, isOpenAt } from '../calendar/gaps.ts';
import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { Cleaned } from './order.ts';
import { type CleanFinding, keepRows, lineOf, type RawRows } from './raw-rows.ts';

/** A currency or a metal that stands still for this long does not trade: a holiday that no calendar here knows. */
const HOLIDAY_MS = 4 * 3_600_000;
/** In a market where so many open hours stand still (pegged currencies, two decimals) a still hour is no sign of a closed one. */
const QUIET_SHARE = 0.1;

/** One still row without a stated 0 may be a quiet hour of a holiday; longer candles than this are none. */
const QUIET_CANDLE_MS = 86_400_000;

interface Run {
  readonly from: number;
  readonly to: number;
}

/**
 * Leaves out what some sources write while a market is closed: rows that never move and have no volume, through
 * weekends, nightly breaks and holidays (Dukascopy). They would count as candles in every average. Rows that move or
 * were traded stay, whatever the calendar; a market that is always open keeps all.
 */
export function dropClosedRows(
  rows: RawRows,
  { candleMs, calendar }: { readonly candleMs: number; readonly calendar: TradingCalendar },
): Cleaned {
  if (calendar === 'always') return { rows, findings: [] };
  const runs = stillRuns(rows);
  if (runs.length === 0) return { rows, findings: [] };
  const isClosed = (row: number): boolean => {
    const timeMs = rows.openTimeMs[row] ?? 0;
    return !isOpenAt(calendar, timeMs) || isHolidayAt(calendar, timeMs);
  };
  const closedIn = runs.map(({ from, to }) => countRows({ from, to }, isClosed));
  const openStill = runs.reduce((sum, { from, to }, index) => sum + (to - from - (closedIn[index] ?? 0)), 0);
  const isQuiet = openStill > QUIET_SHARE * rows.length;
  const keep = new Uint8Array(rows.length).fill(1);
  const findings: CleanFinding[] = [];
  runs.forEach(({ from, to }, index) => {
    const closed = closedIn[index] ?? 0;
    if (to - from === 1 && rows.volume[from] !== 0 && candleMs < QUIET_CANDLE_MS) return;
    const whole = !isQuiet && (closed > 0 || (to - from) * candleMs >= HOLIDAY_MS);
    if (!whole && closed === 0) return;
    let count = 0;
    for (let row = from; row < to; row += 1) {
      if (!whole && !isClosed(row)) continue;
      keep[row] = 0;
      count += 1;
    }
    const until = new Date((rows.openTimeMs[to - 1] ?? 0) + candleMs).toISOString();
    const say = `the market is closed: ${count} rows at ${rows.close[from]} until ${until} that never move and have no volume`;
    const openTimeMs = rows.openTimeMs[from] ?? Number.NaN;
    findings.push({ code: 'closed', openTimeMs, action: 'removed', candles: count, line: lineOf(rows, from), say });
  });
  return { rows: keepRows(rows, keep), findings };
}

/** Runs of rows that stand still at one price without a known volume. */
function stillRuns({ length, open, high, low, close, volume }: RawRows): readonly Run[] {
  const runs: Run[] = [];
  for (let row = 0; row < length; ) {
    const price = close[row] ?? Number.NaN;
    const isStill = (at: number): boolean =>
      open[at] === price && high[at] === price && low[at] === price && close[at] === price && !((volume[at] ?? 0) > 0);
    let end = row;
    while (end < length && isStill(end)) end += 1;
    if (end > row) runs.push({ from: row, to: end });
    row = Math.max(end, row + 1);
  }
  return runs;
}

function countRows({ from, to }: Run, holds: (row: number) => boolean): number {
  let count = 0;
  for (let row = from; row < to; row += 1) if (holds(row)) count += 1;
  return count;
}
