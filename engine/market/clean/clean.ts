import type { CandleColumns } from '../candle.ts';
import type { TradingCalendar } from '../gaps.ts';
import { timeframeMs } from '../timeframe.ts';
import { removeBadPrints } from './bad-prints.ts';
import { findMissing } from './find-gaps.ts';
import { type Cleaned, dropOffGrid, dropUnreadable, putInOrder, single } from './order.ts';
import type { CleanContext, CleanFinding, RawRows } from './raw-rows.ts';
import { makeSound, mendVolumes } from './sound.ts';
import { dropShiftedWeeks } from './trading-week.ts';

/** Candles that keep every promise of a series, and what was found on the way, in order of time. */
export interface CleanResult {
  /** Ascending, one per open time, on the timeframe's grid, sound. Never more than there were rows. */
  readonly candles: CandleColumns;
  readonly findings: readonly CleanFinding[];
}

/**
 * Candles from the rows of a source. Rows are put in order, read as one per time, left out or mended, never made up; a clean
 * series comes back as it was. Cleaning what came out changes nothing. Gaps are found among all times that the source has, also
 * those of rows that were left out: what was left out says so itself.
 */
export function clean(rows: RawRows, { timeframe, calendar }: CleanContext): CleanResult {
  const candleMs = timeframeMs(timeframe);
  const findings: CleanFinding[] = [];
  const take = ({ rows: left, findings: found }: Cleaned): RawRows => {
    for (const finding of found) findings.push(finding);
    return left;
  };
  const ordered = take(putInOrder(take(dropUnreadable(rows))));
  const onGrid = take(dropOffGrid(take(single(ordered)), candleMs));
  const sound = take(mendVolumes(take(makeSound(onGrid))));
  const believable = take(removeUnbelievable(sound, { candleMs, calendar }));
  const isShifted = findings.some(({ code }) => code === 'clock-shift');
  // Times that are wrong say nothing about gaps.
  const times = isShifted ? believable.openTimeMs : withoutRepeats(ordered.openTimeMs);
  for (const finding of findMissing(times, { candleMs, calendar })) findings.push(finding);
  findings.sort((one, other) => one.openTimeMs - other.openTimeMs);
  const { openTimeMs, open, high, low, close, volume, spread, takerBuyVolume, length } = believable;
  return { candles: { length, openTimeMs, open, high, low, close, volume, spread, takerBuyVolume }, findings };
}

/** Weeks under a wrong clock and bad prints, until there is neither: what one leaves out changes what the other sees. */
function removeUnbelievable(
  rows: RawRows,
  { candleMs, calendar }: { readonly candleMs: number; readonly calendar: TradingCalendar },
): Cleaned {
  const findings: CleanFinding[] = [];
  let current = rows;
  while (true) {
    const weeks = calendar === 'forex' ? dropShiftedWeeks(current, candleMs) : { rows: current, findings: [] };
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
