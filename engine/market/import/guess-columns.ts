import { CandleFileError } from '../read-csv.ts';
import { PRICES, type Role } from './roles.ts';

/** Rows that may contradict a guess: files have bad rows. */
const CONTRADICTIONS = 0.001;
/** Open and close are told apart when one reading joins candles to their neighbours this much better than the other. */
const BETTER = 0.9;
const LEAST_ROWS = 20;

/** Columns of a file without a header. */
export interface NamelessColumns {
  readonly name: string;
  readonly length: number;
  readonly timeMs: Float64Array;
  /** The columns after the time, in the file's order: four prices, and a volume when there are five. */
  readonly values: readonly Float64Array[];
}

/**
 * The roles of the columns of a file without a header, first of all "time". The high is never below, the low never above the
 * other prices; of the two left the open is the one that continues the close of the candle before. Throws CandleFileError
 * when the rows do not decide.
 */
export function guessColumns(columns: NamelessColumns): readonly Role[] {
  const { name, length, values } = columns;
  if (values.length !== 4 && values.length !== 5) {
    throw undecided(name, `expected a time, four prices and perhaps a volume, were ${values.length + 1} columns`);
  }
  if (length < LEAST_ROWS)
    throw undecided(name, `expected at least ${LEAST_ROWS} rows to tell columns by, were ${length}`);
  const prices = values.slice(0, PRICES.length);
  const high = extreme(columns, (one, other) => one >= other, 'high');
  const low = extreme(columns, (one, other) => one <= other, 'low');
  const [first = 0, second = 0] = prices
    .map((_, column) => column)
    .filter((column) => column !== high && column !== low);
  const asOpen = breaks(columns, first, second);
  const asClose = breaks(columns, second, first);
  if (Math.min(asOpen, asClose) > BETTER * Math.max(asOpen, asClose)) {
    throw undecided(name, `columns ${first + 2} and ${second + 2} may each be the open or the close`);
  }
  const open = asOpen < asClose ? first : second;
  const roles = prices.map((_, column): Role => {
    if (column === high) return 'high';
    if (column === low) return 'low';
    return column === open ? 'open' : 'close';
  });
  return ['time', ...roles, ...(values.length === 5 ? (['volume'] as const) : [])];
}

function extreme(
  { name, length, values }: NamelessColumns,
  holds: (one: number, other: number) => boolean,
  what: 'high' | 'low',
): number {
  const prices = values.slice(0, PRICES.length);
  const fitting = prices
    .map((column, index) => {
      let contradictions = 0;
      for (let row = 0; row < length; row += 1) {
        const value = column[row] ?? Number.NaN;
        if (prices.some((other) => !holds(value, other[row] ?? Number.NaN))) contradictions += 1;
      }
      return { index, contradictions };
    })
    .filter(({ contradictions }) => contradictions <= CONTRADICTIONS * length);
  const [found, another] = fitting;
  if (found !== undefined && another === undefined) return found.index;
  const say = fitting.map(({ index }) => index + 2).join(', ');
  throw undecided(name, `expected one column to hold the ${what}, ${say === '' ? 'none does' : `any of ${say} may`}`);
}

/** How far opens lie from the close before, summed over neighbouring rows. */
function breaks({ length, timeMs, values }: NamelessColumns, open: number, close: number): number {
  const [opens, closes] = [values[open], values[close]];
  let sum = 0;
  for (let row = 1; row < length; row += 1) {
    const isRising = (timeMs[row] ?? 0) > (timeMs[row - 1] ?? 0);
    const [earlier, later] = isRising ? [row - 1, row] : [row, row - 1];
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
