import { DAY_MS, HOUR_MS } from '../../time.ts';
import { newYorkOffsetHours } from '../calendar/gaps.ts';
import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import { bestStates } from './best-states.ts';
import type { Cleaned } from './order.ts';
import { type CleanFinding, keepRows, lineOf, type RawRows } from './raw-rows.ts';

/** A pause this long may be a weekend. */
const PAUSE_MS = 24 * HOUR_MS;
const FRIDAY_CLOSE_HOUR = 17;
/** Hours by which a clock may be off; time zones reach from −12 to +14. */
const MOST_HOURS = 14;
/** Weeks that must agree to outweigh the claim that the clock changed. */
const CHANGE_WEEKS = 4;
/** Share of the usual volume below which a week's last candle is a stray tick after the close. */
const STRAY_SHARE = 0.05;
/** Hours by which brokers end the week of metals earlier or later than that without their clock being wrong. */
const METAL_HOURS = 1;
/** From longer candles the hour of the close cannot be seen. */
const LONGEST_CANDLE_MS = 4 * HOUR_MS;

interface Week {
  /** First row after the weekend before, and the row after its last. */
  readonly fromRow: number;
  readonly toRow: number;
  /** Hours by which it ended after Friday 17:00 New York. */
  readonly late: number;
}

/**
 * Leaves out stretches of an FX series whose clock is proved wrong by the trading week: it ends on Friday at 17:00 New York
 * whatever the season, so weeks on end that end at another hour are stamped in another zone. A few odd weeks (holidays) prove
 * nothing. The first week after a change goes too, since the change may lie inside it.
 */
export function dropShiftedWeeks(
  rows: RawRows,
  { candleMs, calendar }: { readonly candleMs: number; readonly calendar: TradingCalendar },
): Cleaned {
  if (candleMs > LONGEST_CANDLE_MS) return { rows, findings: [] };
  const tolerated = calendar === 'metals' ? METAL_HOURS : 0;
  const weeks = weeksOf(rows, candleMs).map((week) => (Math.abs(week.late) <= tolerated ? { ...week, late: 0 } : week));
  const hours = Array.from({ length: 2 * MOST_HOURS + 1 }, (_, index) => index - MOST_HOURS);
  const states = bestStates({
    length: weeks.length,
    states: hours.length,
    cost: (week, state) => (weeks[week]?.late === hours[state] ? 0 : 1),
    change: CHANGE_WEEKS,
  });
  const shifts = weeks.map((_, week) => hours[states[week] ?? MOST_HOURS] ?? 0);
  if (shifts.every((shift) => shift === 0)) return { rows, findings: [] };
  const keep = new Uint8Array(rows.length).fill(1);
  const findings: CleanFinding[] = [];
  for (let first = 0; first < weeks.length; ) {
    const shift = shifts[first] ?? 0;
    let end = first + 1;
    while (end < weeks.length && shifts[end] === shift) end += 1;
    const doubtful = shift === 0 ? Math.min(first === 0 ? first : first + 1, end) : end;
    const fromRow = weeks[first]?.fromRow ?? 0;
    const toRow = doubtful === first ? fromRow : (weeks[doubtful - 1]?.toRow ?? fromRow);
    keep.fill(0, fromRow, toRow);
    if (toRow > fromRow) findings.push(shiftFinding(rows, { fromRow, toRow, shift }));
    first = end;
  }
  return { rows: keepRows(rows, keep), findings };
}

function shiftFinding(
  rows: RawRows,
  { fromRow, toRow, shift }: { readonly fromRow: number; readonly toRow: number; readonly shift: number },
): CleanFinding {
  const day = (row: number): string => new Date(rows.openTimeMs[row] ?? 0).toISOString().slice(0, 10);
  const hour = (FRIDAY_CLOSE_HOUR + shift + 24) % 24;
  const say =
    shift === 0
      ? `the week from ${day(fromRow)} to ${day(toRow - 1)} follows a change of the clock, which may lie inside it`
      : `expected trading weeks to end on Friday 17:00 New York, ended at ${hour}:00 ` +
        `from ${day(fromRow)} to ${day(toRow - 1)}: stamped ${Math.abs(shift)} h ${shift > 0 ? 'late' : 'early'}`;
  return {
    code: 'clock-shift',
    openTimeMs: rows.openTimeMs[fromRow] ?? Number.NaN,
    action: 'removed',
    candles: toRow - fromRow,
    line: lineOf(rows, fromRow),
    say,
    lateHours: shift,
  };
}

/** Weeks with the hour at which each ended. Rows before the first weekend and after the last belong to the nearest week. */
function weeksOf(rows: RawRows, candleMs: number): readonly Week[] {
  const times = rows.openTimeMs;
  const weeks: Week[] = [];
  let fromRow = 0;
  for (let row = 1; row < rows.length; row += 1) {
    if ((times[row] ?? 0) - (times[row - 1] ?? 0) < PAUSE_MS) continue;
    const last = withoutStray(rows, row - 1);
    const late = hoursAfterClose((times[last] ?? 0) + candleMs);
    // A holiday's pause is none that ends a week.
    if (Math.abs(late) > MOST_HOURS) continue;
    weeks.push({ fromRow, toRow: row, late });
    fromRow = row;
  }
  const last = weeks.at(-1);
  if (last !== undefined) weeks[weeks.length - 1] = { ...last, toRow: rows.length };
  return weeks;
}

/** Servers write one tick into a candle of its own at the instant of the close. */
function withoutStray({ volume }: RawRows, row: number): number {
  const usual =
    [1, 2, 3].map((by) => volume[row - by] ?? Number.NaN).sort((one, other) => one - other)[1] ?? Number.NaN;
  return (volume[row] ?? Number.NaN) < STRAY_SHARE * usual ? row - 1 : row;
}

/** Whole hours from the nearest Friday 17:00 New York to timeMs. */
function hoursAfterClose(timeMs: number): number {
  const newYorkMs = timeMs - newYorkOffsetHours(timeMs) * HOUR_MS;
  // 1970-01-02 was a Friday.
  const sinceClose = newYorkMs - DAY_MS - FRIDAY_CLOSE_HOUR * HOUR_MS;
  return Math.round((sinceClose - Math.round(sinceClose / (7 * DAY_MS)) * 7 * DAY_MS) / HOUR_MS);
}
