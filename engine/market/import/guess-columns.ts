import { CandleFileError } from '../csv/candle-file-error.ts';
import { guessVolumes } from './guess-volumes.ts';
import { median, type NamelessColumns } from './nameless-columns.ts';
import { PRICES, type Role } from './role.ts';

/** Rows that may contradict a guess: files have bad rows. */
const CONTRADICTIONS = 0.001;
/**
 * Which column is the open and which the close is decided when one reading joins candles to their neighbours this much
 * better than the other.
 */
const BETTER = 0.9;
const LEAST_ROWS = 20;
/** Four columns are prices of one candle when the median of the largest is at most this many times that of the smallest. */
const MOST_RANGE = 10;
/** Ranges as equal as those of open, high, low, close and of high, low, close, average price. */
const AS_NARROW = 1.001;
const SIDES = PRICES.length;

/** Columns of a venue's own klines, of which twelve come in a row. */
const KLINE: readonly (Role | null)[] = [
  'time',
  'open',
  'high',
  'low',
  'close',
  'volume',
  null,
  'quoteVolume',
  null,
  'takerBuyVolume',
  null,
  null,
];

/**
 * The roles of the columns of a file without a header. Four neighbouring columns are the prices: the high is never below, the low
 * never above the other ones; of the two left the open is the one that continues the close of the candle before. What follows may
 * be volumes (see guessVolumes). Throws CandleFileError when the rows do not decide.
 */
export function guessColumns(nameless: NamelessColumns): readonly (Role | null)[] {
  const { name, length, timeField, columns } = nameless;
  if (timeField === 0 && columns.length === KLINE.length && fitsKline(nameless)) return KLINE;
  const windows = windowsOf(nameless);
  if (windows.length === 0)
    throw undecided(name, `expected a time, four prices and perhaps a volume, were ${columns.length} columns`);
  if (length < LEAST_ROWS)
    throw undecided(name, `expected at least ${LEAST_ROWS} rows to tell columns by, were ${length}`);
  const { start, high, low } = narrowest(nameless, windows);
  const [first = 0, second = 0] = [0, 1, 2, 3]
    .map((at) => start + at)
    .filter((field) => field !== high && field !== low);
  const open = openOf(nameless, { first, second, isUsual: high === start + 1 && low === start + 2 });
  const prices = columns.map((_, field): Role | null => {
    if (field < start || field >= start + SIDES) return null;
    if (field === high) return 'high';
    if (field === low) return 'low';
    return field === open ? 'open' : 'close';
  });
  return guessVolumes(nameless, prices);
}

/** Whether the seventh column is the end of the candle that the first one begins, as Binance and those after its model write it. */
function fitsKline({ columns, length }: NamelessColumns): boolean {
  const [opens, closes] = [columns[0], columns[6]];
  let sound = 0;
  for (let row = 0; row < length; row += 1) {
    // The last column is in the file's own unit: milliseconds or microseconds.
    const ms = (closes?.[row] ?? Number.NaN) / ((closes?.[row] ?? 0) > 1e14 ? 1_000 : 1);
    if (ms > (opens?.[row] ?? Number.NaN)) sound += 1;
  }
  return length > 0 && sound >= length * (1 - CONTRADICTIONS) - 1;
}

interface Window {
  readonly start: number;
  readonly fields: readonly number[];
  readonly range: number;
}

/** Four neighbouring columns of numbers of one size, none of them a time. */
function windowsOf({ columns, timeField, clockField }: NamelessColumns): readonly Window[] {
  const medians = columns.map((column, field) =>
    field === timeField || field === clockField ? Number.NaN : median(column),
  );
  return columns.flatMap((_, start) => {
    const fields = [start, start + 1, start + 2, start + 3];
    const sizes = fields.map((field) => medians[field] ?? Number.NaN);
    const range = Math.max(...sizes) / Math.min(...sizes);
    return sizes.every((size) => size > 0) && range <= MOST_RANGE ? [{ start, fields, range }] : [];
  });
}

/** The window that has a high and a low and whose candles are narrowest; of those alike the first. */
function narrowest(
  nameless: NamelessColumns,
  windows: readonly Window[],
): { readonly start: number; readonly high: number; readonly low: number } {
  const sound: { start: number; high: number; low: number; range: number }[] = [];
  let why = '';
  for (const { start, fields } of windows) {
    const high = extreme(nameless, fields, 'high');
    const low = extreme(nameless, fields, 'low');
    if (typeof high === 'string' || typeof low === 'string') why ||= typeof high === 'string' ? high : String(low);
    else sound.push({ start, high, low, range: medianRange(nameless, high, low) });
  }
  const least = Math.min(...sound.map(({ range }) => range));
  const found = sound.find(({ range }) => range <= least * AS_NARROW + 1e-12);
  if (found === undefined) throw undecided(nameless.name, why);
  return found;
}

/** The column that is never exceeded (high) or never undercut (low) by the others of its window, or why there is none. */
function extreme(
  { length, columns }: NamelessColumns,
  fields: readonly number[],
  what: 'high' | 'low',
): number | string {
  const prices = fields.map((field) => columns[field] ?? new Float64Array(0));
  const sign = what === 'high' ? 1 : -1;
  const fitting = prices
    .map((column, index) => {
      let contradictions = 0;
      for (let row = 0; row < length; row += 1) {
        const value = (column[row] ?? Number.NaN) * sign;
        if (prices.some((other) => value < (other[row] ?? Number.NaN) * sign)) contradictions += 1;
      }
      return { field: fields[index] ?? 0, contradictions };
    })
    .filter(({ contradictions }) => contradictions <= CONTRADICTIONS * length);
  const [found, another] = fitting;
  if (found !== undefined && another === undefined) return found.field;
  const columnsNamed = fitting.map(({ field }) => field + 1).join(', ');
  return `expected one column to hold the ${what}, ${columnsNamed === '' ? 'none does' : `any of ${columnsNamed} may`}`;
}

function medianRange({ columns, length }: NamelessColumns, high: number, low: number): number {
  const [highs, lows] = [columns[high], columns[low]];
  return median(
    Float64Array.from({ length }, (_, row) => (highs?.[row] ?? Number.NaN) / (lows?.[row] ?? Number.NaN) - 1),
  );
}

/** The open of two columns; where the rows do not decide, the first one if the order is the usual open, high, low, close. */
function openOf(
  nameless: NamelessColumns,
  { first, second, isUsual }: { readonly first: number; readonly second: number; readonly isUsual: boolean },
): number {
  const asOpen = breaks(nameless, first, second);
  const asClose = breaks(nameless, second, first);
  if (Math.min(asOpen, asClose) <= BETTER * Math.max(asOpen, asClose)) return asOpen < asClose ? first : second;
  if (isUsual) return first;
  throw undecided(nameless.name, `columns ${first + 1} and ${second + 1} may each be the open or the close`);
}

/** How far opens lie from the close before, summed over neighbouring rows. */
function breaks({ length, columns, timeField }: NamelessColumns, open: number, close: number): number {
  const [opens, closes, times] = [columns[open], columns[close], columns[timeField]];
  const isFalling = (times?.[0] ?? 0) > (times?.[length - 1] ?? 0);
  let sum = 0;
  for (let row = 1; row < length; row += 1) {
    const [earlier, later] = isFalling ? [row, row - 1] : [row - 1, row];
    const step = Math.abs(Math.log((opens?.[later] ?? Number.NaN) / (closes?.[earlier] ?? Number.NaN)));
    if (Number.isFinite(step)) sum += step;
  }
  return sum;
}

function undecided(name: string, why: string): CandleFileError {
  return new CandleFileError(
    `${name}: ${why}; name them with --columns, such as --columns time,open,high,low,close,volume`,
  );
}
