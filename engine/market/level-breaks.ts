import { DAY_MS } from '../time.ts';
import { missingBetween } from './calendar/gaps.ts';
import type { TradingCalendar } from './calendar/trading-calendar.ts';
import type { CandleColumns } from './candle.ts';
import { ABSURD_RANGES } from './suspect-ranges.ts';

/** A place where the price changed its level without trading there: another unit, a split, a contract roll, another market. */
export interface LevelBreak {
  /** First row on the new level. */
  readonly row: number;
  readonly openTimeMs: number;
  /** New price ÷ old price. */
  readonly ratio: number;
  /** The last price before and the first one after, in the quote currency. */
  readonly before: number;
  readonly after: number;
  /** "between": close of the row before to open of this row; "inside": open to close of this row. */
  readonly where: 'between' | 'inside';
  /** Closes from this row on, three at most, that stayed on the new level; 0 when the next ones came back: then it was a bad print. */
  readonly stayed: number;
}

/** What the rows are candles of. */
export interface LevelQuestion {
  readonly timeframeMs: number;
  readonly calendar: TradingCalendar;
}

/** Rows whose mean true range is the usual one, and the longer memory that keeps an hour of silence from making a jump look large. */
const SHORT_ROWS = 24;
const LONG_ROWS = 240;
/**
 * A step from close to open this many usual ranges wide is no trading. On the shared files (366,000 candles of crypto
 * and FX) the widest real one reached 2, in the thinnest minutes of 2013 38; those are left out by DAYS.
 */
const RANGES = 8;
/** And this many of a day's usual ranges (range × √candles a day): thin minutes jump by a good part of an hour's range. */
const DAYS = 1.5;
/** Closing time counts as a few candles: little happens in it, and prices open elsewhere all the same. */
const CLOSED_CANDLES = 8;
/** Closes that a level has to hold: bad prints last two candles at most (clean/bad-prints.ts). */
const STAY_ROWS = 3;

/**
 * Nothing smaller is a break: FX moves a tenth as far as crypto does. `inside` is a step within one candle, where a
 * crash looks like a change of unit: the franc lost 30 % in a calm hour of 2015, the pegged UST 40 %
 * in 2022.
 */
const LEAST: Readonly<Record<TradingCalendar, { readonly between: number; readonly inside: number }>> = {
  always: { between: Math.log(1.05), inside: Math.log(3) },
  forex: { between: Math.log(1.008), inside: Math.log(2) },
  metals: { between: Math.log(1.015), inside: Math.log(2) },
};

/**
 * Every step of the price that trading does not explain, in order of time: from a close to the next open by eight usual
 * ranges (times √candles missing between), or inside one candle by sixty. Each is judged from rows at or before it
 * only; `stayed` looks at the next two as far as they are there. A crash is none: its candles follow each other without
 * a step and are wide themselves.
 */
export function findLevelBreaks(candles: CandleColumns, question: LevelQuestion): readonly LevelBreak[] {
  const { length, open, close } = candles;
  const least = LEAST[question.calendar];
  const breaks: LevelBreak[] = [];
  // A cheap look first, which nearly no row passes: plain ratios instead of logarithms and means.
  const [up, down, far] = [Math.exp(least.between), Math.exp(-least.between), Math.exp(least.inside)];
  for (let row = 1; row < length; row += 1) {
    const before = close[row - 1] ?? Number.NaN;
    const first = open[row] ?? Number.NaN;
    const last = close[row] ?? Number.NaN;
    const between = first > before * up || first < before * down;
    const inside = last > first * far || last * far < first;
    if (!between && !inside) continue;
    const usual = usualRange(candles, row);
    if (between && isStep(candles, row, { ...question, usual })) {
      breaks.push(breakAt(candles, row, { where: 'between', before, after: first }));
    } else if (inside && Math.abs(Math.log(last / first)) > ABSURD_RANGES * usual.before) {
      breaks.push(breakAt(candles, row, { where: 'inside', before: first, after: last }));
    }
  }
  return breaks;
}

interface UsualRange {
  /** Mean true range of the rows before, as a logarithm. */
  readonly before: number;
  /** The same, or the range of the row itself or one of the two before it where that is wider. */
  readonly near: number;
}

function isStep(
  { openTimeMs, open, close }: CandleColumns,
  row: number,
  { timeframeMs, calendar, usual }: LevelQuestion & { readonly usual: UsualRange },
): boolean {
  const times = { previousOpenMs: openTimeMs[row - 1] ?? 0, nextOpenMs: openTimeMs[row] ?? 0 };
  const missing = missingBetween({ ...times, timeframeMs, calendar });
  const absent = Math.max(0, Math.round((times.nextOpenMs - times.previousOpenMs) / timeframeMs) - 1);
  const candles = 1 + missing + Math.min(absent - missing, CLOSED_CANDLES);
  const perDay = Math.max(1, DAY_MS / timeframeMs);
  const size = Math.abs(Math.log((open[row] ?? Number.NaN) / (close[row - 1] ?? Number.NaN)));
  const needed = Math.max(
    LEAST[calendar].between,
    RANGES * usual.near,
    timeframeMs < DAY_MS / 24 ? DAYS * Math.sqrt(perDay) * usual.before : 0,
  );
  return size >= needed * Math.sqrt(candles);
}

/** From rows before `row` and, for `near`, its own high and low. 0 where nothing is known. */
function usualRange({ high, low, close }: CandleColumns, row: number): UsualRange {
  let sum = 0;
  let short = 0;
  let count = 0;
  for (let at = row - 1; at >= Math.max(1, row - LONG_ROWS); at -= 1) {
    const previous = close[at - 1] ?? Number.NaN;
    sum += Math.log(Math.max(high[at] ?? 0, previous) / Math.min(low[at] ?? 0, previous));
    count += 1;
    if (count === SHORT_ROWS) short = sum / count;
  }
  const before = count === 0 ? 0 : Math.max(short, sum / count);
  const own = [row, row - 1, row - 2].map((at) => (at < 0 ? 0 : Math.log((high[at] ?? 1) / (low[at] ?? 1))));
  return { before, near: Math.max(before, ...own) };
}

function breakAt(
  { close, length, openTimeMs }: CandleColumns,
  row: number,
  { where, before, after }: Pick<LevelBreak, 'where' | 'before' | 'after'>,
): LevelBreak {
  const step = Math.log(after / before);
  let stayed = 0;
  for (let at = row; at < Math.min(length, row + STAY_ROWS); at += 1) {
    const way = Math.log((close[at] ?? Number.NaN) / before) * Math.sign(step);
    if (!(way > Math.abs(step) / 2)) {
      stayed = 0;
      break;
    }
    stayed += 1;
  }
  return { row, openTimeMs: openTimeMs[row] ?? Number.NaN, ratio: after / before, before, after, where, stayed };
}

/**
 * How many rows ago the price last changed its level, 0 at the first row on the new one; Infinity before the first
 * break. Causal: row i from rows ≤ i only. A print that came back counts too: features have seen it.
 */
export function rowsSinceBreak(length: number, breaks: readonly LevelBreak[]): Float64Array {
  const since = new Float64Array(length).fill(Number.POSITIVE_INFINITY);
  breaks.forEach(({ row }, index) => {
    const end = breaks[index + 1]?.row ?? length;
    for (let at = row; at < end; at += 1) since[at] = at - row;
  });
  return since;
}

/** Ratios that units, splits and redenominations have; a measured one within five percent of one of them is called by it. */
const KNOWN_RATIOS = [2, 3, 4, 5, 8, 10, 20, 25, 50, 100, 1_000, 10_000, 100_000, 1_000_000, 100_000_000];

const CLOSE_TO = 0.05;

const knownRatio = (size: number, within = CLOSE_TO): number | undefined =>
  KNOWN_RATIOS.find((each) => Math.abs(size / each - 1) < within);

/**
 * Whether new ÷ old price is one that units, splits and redenominations have. A rise by any of them, for nobody loses what is not
 * counted; a fall only by 10 or more and within a hundredth, because a crash that was taken for a split would be a loss that vanishes.
 */
export function isChangeOfUnit(ratio: number): boolean {
  if (ratio >= 1) return knownRatio(ratio) !== undefined;
  const size = knownRatio(1 / ratio, 0.01);
  return size !== undefined && size >= 10;
}

/** The ratio in words: "× 1000", "÷ 10", or "× 1.043" where it is no round one. */
export function ratioText(ratio: number): string {
  const [sign, size] = ratio >= 1 ? ['×', ratio] : ['÷', 1 / ratio];
  return `${sign} ${knownRatio(size) ?? Number(size.toPrecision(4))}`;
}
