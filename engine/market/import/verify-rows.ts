import type { RawRows } from '../clean/raw-rows.ts';
import { CandleFileError } from '../read-csv.ts';
import { type Timeframe, timeframeMs } from '../timeframe.ts';

/** Shares of rows beyond which a file is not one of bad rows but of another kind than stated. */
const MOST_UNREADABLE = 0.01;
const MOST_CONTRADICTORY = 0.01;
const MOST_OFF_GRID = 0.5;
/** Few rows are always forgiven. */
const FORGIVEN = 10;
/** Rows in a row with another spacing that make a file one of two timeframes. */
const STRETCH = 48;

/** Throws CandleFileError when rows are not what was stated: another timeframe or two of them, another grid, other columns. */
export function verifyRows(
  rows: RawRows,
  { name, timeframe }: { readonly name: string; readonly timeframe: Timeframe },
): void {
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
    refuse(
      `expected low ≤ open, close ≤ high, was otherwise in ${unsound} of ${rows.length} rows: are the columns in another order? Name them with --columns`,
    );
  }
  verifySpacing(rows, candleMs, timeframe, refuse);
  const offGrid = countRows(rows, (row) => (rows.openTimeMs[row] ?? 0) % candleMs !== 0);
  if (offGrid > MOST_OFF_GRID * rows.length) {
    refuse(
      `expected open times on the ${timeframe} grid of UTC, ${offGrid} of ${rows.length} are not: state the clock with --zone or --utc-offset`,
    );
  }
}

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
    refuse(
      `expected rows of a time and four prices, ${unreadable} of ${rows.length} are not, the first in line ${rows.lines?.[first] ?? first + 1}`,
    );
  }
}

function verifySpacing(rows: RawRows, candleMs: number, timeframe: Timeframe, refuse: Refuse): void {
  const counts = new Map<number, number>();
  let stretch = 0;
  let previous = Number.NaN;
  for (let row = 1; row < rows.length; row += 1) {
    const spacing = Math.abs((rows.openTimeMs[row] ?? Number.NaN) - (rows.openTimeMs[row - 1] ?? Number.NaN));
    if (!(spacing > 0)) continue;
    counts.set(spacing, (counts.get(spacing) ?? 0) + 1);
    stretch = spacing === previous ? stretch + 1 : 1;
    previous = spacing;
    if (stretch >= STRETCH && spacing !== candleMs && counts.has(candleMs)) {
      refuse(
        `expected candles of ${timeframe} throughout, those before line ${rows.lines?.[row] ?? row + 1} are ${spacing / 60_000} min apart: one timeframe a file`,
      );
    }
  }
  const [common = Number.NaN] = [...counts].sort((one, other) => other[1] - one[1])[0] ?? [];
  if (common !== candleMs)
    refuse(`expected candles of ${timeframe} (${candleMs / 60_000} min), most are ${common / 60_000} min apart`);
}

function countRows(rows: RawRows, holds: (row: number) => boolean): number {
  let count = 0;
  for (let row = 0; row < rows.length; row += 1) if (holds(row)) count += 1;
  return count;
}
