import { DAY_MS } from '../../time.ts';
import type { Cleaned } from './order.ts';
import { type CleanFinding, keepRows, lineOf, type RawRows } from './raw-rows.ts';
import { type TypicalRange, typicalRange } from './typical-range.ts';

/**
 * How many times the usual range an excursion must measure. Log ranges have tails like a t-distribution with three degrees
 * of freedom, for which eight is about one in ten thousand; that the way back must be as long, and that the neighbours'
 * own ranges count into the scale, leaves crashes out: in a crash the candles around it are wide too.
 */
const RANGES = 8;
/** And how many times a day's usual range (range × √candles a day): a thin book is swept within a day's range, and really traded there. */
const DAYS = 2;
/** Nothing smaller is called a bad print: in a market that stood still the usual range is zero. */
const LEAST = 0.005;
/** Open and close prices an excursion may span: two candles. Longer ones have been confirmed. */
const LONGEST = 4;
/** Candles that may be missing between an excursion and its neighbours for those to be witnesses. */
const FARTHEST = 10;
/**
 * A lone high or low looks like a flash crash unless the price halves or doubles while open, close and
 * neighbours do not move.
 */
const WICK = Math.log(2);

interface Run {
  readonly firstRow: number;
  readonly lastRow: number;
  /** ln of the smaller of the ways there and back. */
  readonly size: number;
}

/**
 * Removes bad prints: candles whose open or close left the price and came back within two candles, by eight times the usual
 * range, twice a day's, and not confirmed by the neighbouring candles. A high or low alone that doubles or halves the price is
 * cut back to the body. Repeats until there is nothing more to find, so that cleaning again changes nothing.
 */
export function removeBadPrints(rows: RawRows, candleMs: number): Cleaned {
  const findings: CleanFinding[] = [];
  let current = rows;
  while (true) {
    const found = onePass(current, candleMs);
    if (found.findings.length === 0) return { rows: current, findings };
    findings.push(...found.findings);
    current = found.rows;
  }
}

function onePass(rows: RawRows, candleMs: number): Cleaned {
  const ranges = typicalRange(rows);
  const keep = new Uint8Array(rows.length).fill(1);
  const findings: CleanFinding[] = [];
  for (let point = 2; point < rows.length * 2 - 1; point += 1) {
    if (!leaves(rows, point)) continue;
    const run = excursion(rows, point);
    if (run === null || !isUnbelievable(run, rows, { ranges, candleMs })) continue;
    for (let row = run.firstRow; row <= run.lastRow; row += 1) keep[row] = 0;
    findings.push(badPrint(rows, run));
    point = 2 * run.lastRow + 1;
  }
  if (findings.length > 0) return { rows: keepRows(rows, keep), findings };
  return cutWicks(rows, ranges);
}

/** Open and close prices in a row: point 2i is the open of row i, 2i + 1 its close. */
function priceAt(rows: RawRows, point: number): number {
  return (point % 2 === 0 ? rows.open : rows.close)[point >> 1] ?? Number.NaN;
}

/**
 * A cheap look that passes nearly no point: did the price jump by more than four times what either candle before it ranged?
 * Plain differences, since the logarithms of small ones are nearly the same; large jumps always pass.
 */
function leaves(rows: RawRows, point: number): boolean {
  const row = point >> 1;
  const before = priceAt(rows, point - 1);
  const jump = Math.abs(priceAt(rows, point) - before);
  if (jump * 8 >= before) return true;
  return jump > 4 * width(rows, row - 1) && (row < 2 || jump > 4 * width(rows, row - 2));
}

function width({ high, low }: RawRows, row: number): number {
  return (high[row] ?? 0) - (low[row] ?? 0);
}

/** The run of at most four prices from `point` on that all lie off to the same side of what is before and after it. */
function excursion(rows: RawRows, point: number): Run | null {
  const before = Math.log(priceAt(rows, point - 1));
  const first = Math.log(priceAt(rows, point)) - before;
  let nearest = Math.abs(first);
  let best: Run | null = null;
  for (let length = 1; length <= LONGEST && point + length < rows.length * 2; length += 1) {
    const last = point + length - 1;
    nearest = Math.min(nearest, Math.sign(first) * (Math.log(priceAt(rows, last)) - before));
    if (nearest <= 0) return best;
    const after = Math.log(priceAt(rows, point + length));
    let size = nearest;
    for (let at = point; at <= last; at += 1) {
      size = Math.min(size, Math.sign(first) * (Math.log(priceAt(rows, at)) - after));
    }
    if (size > (best?.size ?? 0)) best = { firstRow: point >> 1, lastRow: last >> 1, size };
  }
  return best;
}

interface Scale {
  readonly ranges: TypicalRange;
  readonly candleMs: number;
}

function isUnbelievable({ firstRow, lastRow, size }: Run, rows: RawRows, { ranges, candleMs }: Scale): boolean {
  const witnesses = (rows.openTimeMs[lastRow + 1] ?? Number.NaN) - (rows.openTimeMs[firstRow - 1] ?? Number.NaN);
  if (!(witnesses <= (lastRow - firstRow + 2 + FARTHEST) * candleMs)) return false;
  const beside = Math.max(...[firstRow - 2, firstRow - 1, lastRow + 1, lastRow + 2].map((row) => ranges.of(row)));
  if (size < LEAST || size < RANGES * beside) return false;
  const day = Math.sqrt(Math.max(1, DAY_MS / candleMs));
  return size >= DAYS * day * ranges.slow(firstRow) && size >= RANGES * ranges.recent(firstRow);
}

function badPrint(rows: RawRows, { firstRow, lastRow, size }: Run): CleanFinding {
  const prices: number[] = [];
  for (let row = firstRow; row <= lastRow; row += 1) {
    prices.push(...[rows.open[row], rows.close[row]].map((price) => price ?? Number.NaN));
  }
  const [before, after] = [rows.close[firstRow - 1], rows.open[lastRow + 1]];
  const way = `${before} → ${prices.join(' → ')} → ${after}`;
  return {
    code: 'bad-print',
    openTimeMs: rows.openTimeMs[firstRow] ?? Number.NaN,
    action: 'removed',
    candles: lastRow - firstRow + 1,
    line: lineOf(rows, firstRow),
    say: `expected prices that a neighbour confirms, was ${way} (a factor of ${Math.exp(size).toPrecision(3)} there and back)`,
  };
}

function cutWicks(rows: RawRows, ranges: TypicalRange): Cleaned {
  const { open, high, low, close } = rows;
  const findings: CleanFinding[] = [];
  let cut: { readonly high: Float64Array; readonly low: Float64Array } | null = null;
  for (let row = 1; row < rows.length - 1; row += 1) {
    const h = high[row] ?? Number.NaN;
    const l = low[row] ?? Number.NaN;
    if (h < 2 * l) continue;
    const bottom = Math.min(open[row] ?? 0, close[row] ?? 0);
    const top = Math.max(open[row] ?? 0, close[row] ?? 0);
    const down = Math.log(Math.min(bottom, low[row - 1] ?? 0, low[row + 1] ?? 0) / l);
    const up = Math.log(h / Math.max(top, high[row - 1] ?? 0, high[row + 1] ?? 0));
    if (Math.max(down, up) < WICK) continue;
    const usual = RANGES * Math.max(ranges.recent(row), ...[-2, -1, 1, 2].map((by) => ranges.of(row + by)));
    const isDown = down >= WICK && down >= usual;
    const isUp = up >= WICK && up >= usual;
    if (!isDown && !isUp) continue;
    cut ??= { high: high.slice(), low: low.slice() };
    if (isDown) cut.low[row] = bottom;
    if (isUp) cut.high[row] = top;
    findings.push({
      code: 'bad-wick',
      openTimeMs: rows.openTimeMs[row] ?? Number.NaN,
      action: 'repaired',
      candles: 1,
      line: lineOf(rows, row),
      say: `expected high and low near open ${open[row]} and close ${close[row]}, was high ${h}, low ${l}; cut back to the body`,
    });
  }
  return { rows: cut === null ? rows : { ...rows, ...cut }, findings };
}
