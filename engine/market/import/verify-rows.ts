import type { RawRows } from '../clean/raw-rows.ts';
import { CandleFileError, TimeframeError } from '../csv/candle-file-error.ts';
import { type Timeframe, timeframeMs } from '../timeframe.ts';
import type { TimeForm } from './time/time-text.ts';

/** Shares of rows beyond which a file is not one of bad rows but of another kind than stated. */
const MOST_UNREADABLE = 0.01;
const MOST_CONTRADICTORY = 0.01;
const MOST_OFF_GRID = 0.5;
/** Few rows are always forgiven. */
const FORGIVEN = 10;
/** Rows in a row with another spacing that make a file one of two timeframes. */
const STRETCH = 48;

/** What was stated of the rows besides their timeframe: advice must not repeat what was just followed. */
export interface StatedRows {
  readonly name: string;
  readonly timeframe: Timeframe;
  /** Name of the stated clock, null when none was. */
  readonly clock: string | null;
  /** How the file writes its times: those that state a zone take no other clock. */
  readonly times: TimeForm;
  /** Whether the columns were named with --columns. */
  readonly hasColumns: boolean;
}

/** Throws CandleFileError when rows are not what was stated: another timeframe or two of them, another grid, other columns. */
export function verifyRows(rows: RawRows, stated: StatedRows): void {
  const { name, timeframe } = stated;
  const refuse = (why: string): never => {
    throw new CandleFileError(`${name}: ${why}`);
  };
  if (rows.length < 2) refuse(`expected at least two candles, was ${rows.length}`);
  const candleMs = timeframeMs(timeframe);
  verifyReadable(rows, refuse);
  const unsound = countRows(rows, (row) => {
    const [open = 0, high = 0, low = 0, close = 0] = [rows.open[row], rows.high[row], rows.low[row], rows.close[row]];
    return high < Math.max(open, close) || low > Math.min(open, close);
  });
  if (unsound > FORGIVEN && unsound > MOST_CONTRADICTORY * rows.length) {
    const advice = stated.hasColumns
      ? 'is the order of --columns that of the file?'
      : 'are the columns in another order? Name them with --columns';
    refuse(`expected low ≤ open, close ≤ high, was otherwise in ${unsound} of ${rows.length} rows: ${advice}`);
  }
  verifySpacing(rows, stated, refuse);
  const offGrid = countRows(rows, (row) => (rows.openTimeMs[row] ?? 0) % candleMs !== 0);
  if (offGrid > MOST_OFF_GRID * rows.length) refuse(offGridText(rows, offGrid, stated));
}

/** From this length on brokers count candles from their own midnight. */
const BROKER_GRID_MS = timeframeMs('4h');

/** What to do about a clock that is not the right one: `fitting` options, unless one was given or the times state their own zone. */
export function clockAdvice({ clock, times }: Pick<StatedRows, 'clock' | 'times'>, fitting: string): string {
  if (times === 'zoned') return 'its times state a zone themselves, which is not the right one: export them again';
  return clock === null ? `state it with ${fitting}` : `another --zone or --utc-offset than ${clock} may fit`;
}

function offGridText(rows: RawRows, offGrid: number, { timeframe, clock, times }: StatedRows): string {
  const candleMs = timeframeMs(timeframe);
  const first = rows.openTimeMs.find((timeMs) => timeMs % candleMs !== 0) ?? 0;
  const under = clock === null ? '' : ` under ${clock}`;
  if (candleMs >= BROKER_GRID_MS && (clock !== null || times === 'zoned'))
    return brokerGridText(timeframe, first, under);
  const finer = candleMs >= BROKER_GRID_MS ? ', or give candles of 1h where a broker counts from its own midnight' : '';
  const advice = clockAdvice({ clock, times }, `--zone or --utc-offset${finer}`);
  const are = `${offGrid} of ${rows.length} are not (the first opens at ${timeOfDay(first)}${under})`;
  return `expected open times on the ${timeframe} grid of UTC, ${are}, so the clock is another one: ${advice}`;
}

/** Why candles of a broker's own midnight cannot be read, with the one way out. */
export function brokerGridText(timeframe: Timeframe, openTimeMs: number, under: string): string {
  const expected = `expected ${timeframe} candles that open on multiples of ${timeframe} since 00:00 UTC`;
  const are = `these open at ${timeOfDay(openTimeMs)} UTC${under}, counted from a broker's midnight, and cannot be moved`;
  return `${expected}, ${are}: give the same market's candles of 1h, which fit every clock`;
}

const timeOfDay = (timeMs: number): string => new Date(timeMs).toISOString().slice(11, 16);

type Refuse = (why: string) => never;

function verifyReadable(rows: RawRows, refuse: Refuse): void {
  let first = -1;
  const unreadable = countRows(rows, (row) => {
    const cells = [rows.openTimeMs[row], rows.open[row], rows.high[row], rows.low[row], rows.close[row]];
    const bad = cells.some((cell) => cell === undefined || Number.isNaN(cell));
    if (bad && first === -1) first = row;
    return bad;
  });
  if (unreadable > FORGIVEN && unreadable > MOST_UNREADABLE * rows.length) {
    const line = rows.lines?.[first] ?? first + 1;
    refuse(
      `expected rows of a time and four prices, ${unreadable} of ${rows.length} are not, the first in line ${line}`,
    );
  }
}

function verifySpacing(rows: RawRows, { name, timeframe }: StatedRows, refuse: Refuse): void {
  const candleMs = timeframeMs(timeframe);
  const counts = new Map<number, number>();
  let stretch = 0;
  let previous = Number.NaN;
  for (let row = 1; row < rows.length; row += 1) {
    const spacing = Math.abs((rows.openTimeMs[row] ?? Number.NaN) - (rows.openTimeMs[row - 1] ?? Number.NaN));
    if (!(spacing > 0)) continue;
    counts.set(spacing, (counts.get(spacing) ?? 0) + 1);
    stretch = spacing === previous ? stretch + 1 : 1;
    previous = spacing;
    // A few such distances are gaps of a file of finer candles; so many are candles of the stated length.
    if (stretch >= STRETCH && spacing !== candleMs && (counts.get(candleMs) ?? 0) >= STRETCH) {
      const before = `those before line ${rows.lines?.[row] ?? row + 1} are ${spacing / 60_000} min apart`;
      refuse(`expected candles of ${timeframe} throughout, ${before}: one timeframe a file`);
    }
  }
  const [common = Number.NaN] = [...counts].sort((one, other) => other[1] - one[1])[0] ?? [];
  if (common === candleMs) return;
  throw new TimeframeError(
    `${name}: expected candles of ${timeframe} (${candleMs / 60_000} min), most are ${common / 60_000} min apart`,
    common,
  );
}

function countRows(rows: RawRows, holds: (row: number) => boolean): number {
  let count = 0;
  for (let row = 0; row < rows.length; row += 1) if (holds(row)) count += 1;
  return count;
}
