import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { CandleColumns } from '../candle.ts';
import { findLevelBreaks, ratioText } from '../level-breaks.ts';
import { timeframeMs } from '../timeframe.ts';
import { removeBadPrints } from './bad-prints.ts';
import { dropClosedRows } from './closed-rows.ts';
import { dropShiftedWeeks } from './drop-shifted-weeks.ts';
import { findMissing } from './find-missing.ts';
import { type Cleaned, dropOffGrid, dropUnclosed, dropUnreadable, putInOrder, single } from './order.ts';
import { type CleanContext, type CleanFinding, lineOf, type RawRows } from './raw-rows.ts';
import { blankUnknownVolumes, makeSound, mendVolumes } from './sound.ts';

/** Candles that keep every promise of a series, and what was found on the way, in order of time. */
export interface CleanResult {
  /** Ascending, one per open time, on the timeframe's grid, sound. Never more than there were rows. */
  readonly candles: CandleColumns;
  readonly findings: readonly CleanFinding[];
}

/**
 * Candles from the rows of a source. Rows are put in order, read as one per time, left out or mended, never made up; a clean
 * series comes back as it was. Cleaning what came out changes nothing. Gaps are found among all times that the source has, also
 * those of rows that were left out: those have findings of their own.
 */
export function clean(rows: RawRows, context: CleanContext): CleanResult {
  const { timeframe, calendar } = context;
  const candleMs = timeframeMs(timeframe);
  const kept = cleanRows(rows, { ...context, whole: true });
  const findings: CleanFinding[] = [...kept.findings];
  const believable = removeUnbelievable(kept.rows, { candleMs, calendar });
  for (const finding of believable.findings) findings.push(finding);
  const isShifted = findings.some(({ code }) => code === 'clock-shift');
  // Gaps between wrong times are not real.
  const times = isShifted ? believable.rows.openTimeMs : kept.times;
  for (const finding of findMissing(times, { candleMs, calendar })) findings.push(finding);
  for (const finding of levelBreaks(believable.rows, { candleMs, calendar })) findings.push(finding);
  findings.sort((one, other) => one.openTimeMs - other.openTimeMs);
  const { openTimeMs, open, high, low, close, volume, spread, takerBuyVolume, length } = believable.rows;
  return { candles: { length, openTimeMs, open, high, low, close, volume, spread, takerBuyVolume }, findings };
}

/** Rows that keep every promise of a series, and all open times that there were among them, in order and each once. */
export interface CleanedRows extends Cleaned {
  readonly times: Float64Array;
}

/**
 * The part of cleaning that needs no history, the same for rows of files, of venues and of callers: readable, in order,
 * one per time, on the grid, over, sound, with volumes that can be and without what is written while a market is
 * closed.
 */
export function cleanRows(rows: RawRows, { timeframe, calendar, nowMs, whole = false }: CleanContext): CleanedRows {
  const candleMs = timeframeMs(timeframe);
  const findings: CleanFinding[] = [];
  const take = ({ rows: left, findings: found }: Cleaned): RawRows => {
    for (const finding of found) findings.push(finding);
    return left;
  };
  const ordered = take(putInOrder(take(dropUnreadable(rows))));
  const onGrid = take(dropOffGrid(take(single(ordered)), candleMs));
  const closed = nowMs === undefined ? onGrid : take(dropUnclosed(onGrid, { candleMs, nowMs }));
  const moving = take(dropClosedRows(take(makeSound(closed)), { candleMs, calendar }));
  const sound = take(mendVolumes(take(blankUnknownVolumes(moving, whole))));
  const isOver = (timeMs: number): boolean => nowMs === undefined || timeMs + candleMs <= nowMs;
  return { rows: sound, findings, times: withoutRepeats(ordered.openTimeMs.filter(isOver)) };
}

/** Where the price changed its level and stayed there; a print that came back is another matter. */
function levelBreaks(
  rows: RawRows,
  { candleMs, calendar }: { readonly candleMs: number; readonly calendar: TradingCalendar },
): readonly CleanFinding[] {
  return findLevelBreaks(rows, { timeframeMs: candleMs, calendar })
    .filter(({ stayed }) => stayed > 0)
    .map(({ row, openTimeMs, ratio, before, after, stayed }) => {
      const held = stayed > 1 ? 'and stayed' : 'in the newest candle';
      const say =
        `the price changed its level ${held} (${ratioText(ratio)}, from ${before} to ${after}): ` +
        'another unit, a split, a contract or another market; nothing is trained or decided across it';
      return { code: 'level-break', openTimeMs, action: 'kept', candles: 1, line: lineOf(rows, row), say };
    });
}

/** Weeks under a wrong clock and bad prints, until there is neither: what one leaves out changes what the other sees. */
function removeUnbelievable(
  rows: RawRows,
  { candleMs, calendar }: { readonly candleMs: number; readonly calendar: TradingCalendar },
): Cleaned {
  const findings: CleanFinding[] = [];
  let current = rows;
  while (true) {
    const weeks =
      calendar === 'always' ? { rows: current, findings: [] } : dropShiftedWeeks(current, { candleMs, calendar });
    const prints = removeBadPrints(weeks.rows, candleMs);
    if (weeks.findings.length + prints.findings.length === 0) return { rows: current, findings };
    findings.push(...weeks.findings, ...prints.findings);
    current = prints.rows;
  }
}

function withoutRepeats(ascending: Float64Array): Float64Array {
  let repeats = 0;
  for (let row = 1; row < ascending.length; row += 1) if (ascending[row] === ascending[row - 1]) repeats += 1;
  return repeats === 0 ? ascending : Float64Array.from(new Set(ascending));
}
