import { HOUR_MS } from '../../time.ts';
import { isIndexName } from '../asset-class.ts';
import { calendarOf } from '../calendar/gaps.ts';
import { closesAtWeekends } from '../calendar/usually-absent.ts';
import { isWithinZones } from '../candle-age.ts';
import { type CleanResult, clean } from '../clean/clean.ts';
import type { CleanFinding } from '../clean/raw-rows.ts';
import { CandleFileError } from '../csv/candle-file-error.ts';
import type { SeriesKey } from '../series.ts';
import { type Timeframe, timeframeMs } from '../timeframe.ts';
import type { ImportedFile } from './import-file.ts';
import { AS_WRITTEN, type FileLayout, type FileReading } from './layout.ts';
import { brokerGridText, clockAdvice, verifyRows } from './verify-rows.ts';

/** Share of rows whose clock the trading week may contradict before the file as a whole is in another zone than stated. */
const MOST_SHIFTED = 0.5;

/** A file of candles, read and cleaned. */
export interface ImportedSeries extends CleanResult {
  readonly layout: FileLayout;
  /** Rows that the file has. */
  readonly rows: number;
}

/** Which series a file holds; `name` is how messages call the file. */
export interface FileSeries extends Pick<SeriesKey, 'symbol' | 'timeframe'> {
  readonly name: string;
}

/**
 * The candles of one series from the rows of a file, cleaned, with everything that was found. `reading` is what the file was
 * read with; without a time in it all candles count as closed. Throws CandleFileError where the file does not decide what it holds
 * (columns, times, timeframe, or (FX) the zone of its clock), where it holds candles of the future, and where its market closes
 * by a calendar that is not known here.
 */
export function importSeries(
  { rows, layout, unfinished }: ImportedFile,
  { name, symbol, timeframe }: FileSeries,
  reading: FileReading = AS_WRITTEN,
): ImportedSeries {
  const candleMs = timeframeMs(timeframe);
  const clock = reading.clock?.name ?? null;
  const { times } = layout;
  verifyRows(rows, { name, timeframe, clock, times, hasColumns: reading.columns !== null });
  const calendar = calendarOf(symbol);
  const { nowMs } = reading;
  const { candles, findings } = clean(rows, { timeframe, calendar, ...(nowMs === undefined ? {} : { nowMs }) });
  refuseFuture(name, findings, {
    rows: rows.length,
    nowMs: nowMs ?? Number.POSITIVE_INFINITY,
    advice: clockAdvice({ clock, times }, '--utc-offset or --zone'),
  });
  if (calendar === 'always' && (isIndexName(symbol) || closesAtWeekends(candles.openTimeMs, candleMs)))
    throw new CandleFileError(`${name}: ${noCalendarText(symbol)}`);
  const shifted = findings.filter(({ code }) => code === 'clock-shift');
  if (shifted.reduce((sum, each) => sum + each.candles, 0) > MOST_SHIFTED * rows.length) {
    throw new CandleFileError(`${name}: ${otherClockText(shifted, { timeframe, clock, layout })}`);
  }
  const all = [...unfinished, ...findings].sort((one, other) => one.openTimeMs - other.openTimeMs);
  return { candles, findings: all, layout, rows: rows.length + unfinished.length };
}

/** That the clock is another one; for candles of hours whose own clock would take them off the grid, that they cannot be read at all. */
function otherClockText(
  shifted: readonly CleanFinding[],
  {
    timeframe,
    clock,
    layout,
  }: { readonly timeframe: Timeframe; readonly clock: string | null; readonly layout: FileLayout },
): string {
  const [first] = shifted;
  const lateMs = (shifted.find(({ lateHours = 0 }) => lateHours !== 0)?.lateHours ?? 0) * HOUR_MS;
  const candleMs = timeframeMs(timeframe);
  if (lateMs % candleMs !== 0) {
    const openTimeMs = (((first?.openTimeMs ?? 0) - lateMs) % candleMs) + candleMs;
    return brokerGridText(
      timeframe,
      openTimeMs,
      ` (trading weeks show a clock ${Math.abs(lateMs / HOUR_MS)} h ${lateMs > 0 ? 'ahead of' : 'behind'} ${layout.clock})`,
    );
  }
  const hours = [...new Set(shifted.flatMap(({ lateHours = 0 }) => (lateHours === 0 ? [] : [lateHours])))];
  const advice = clockAdvice({ clock, times: layout.times }, fittingOption(hours));
  return `${first?.say ?? 'clock in doubt'}; the clock is not ${layout.clock}: ${advice}`;
}

/** The option that makes the trading weeks of these hours fit: servers of MetaTrader are two hours ahead, three in summer. */
function fittingOption(lateHours: readonly number[]): string {
  const [hours = 0, ...others] = lateHours;
  if (lateHours.length > 1 && lateHours.every((each) => each === 2 || each === 3))
    return '--zone eet-mt5 or --zone ny-mt5';
  const sign = hours < 0 ? '-' : '+';
  const offset = `${sign}${String(Math.abs(hours)).padStart(2, '0')}:00`;
  return others.length === 0 ? `--zone or --utc-offset (${offset} fits these weeks)` : '--zone or --utc-offset';
}

/** Rows of a wrong date that are left out; more of them make a wrong file. */
const MOST_FUTURE = 10;

/** One candle that opens after now proves that the clock of all is another one; a few of a far year are mistakes of their own. */
function refuseFuture(
  name: string,
  findings: readonly CleanFinding[],
  { rows, nowMs, advice }: { readonly rows: number; readonly nowMs: number; readonly advice: string },
): void {
  const future = findings.filter(({ code }) => code === 'future');
  const near = future.filter(({ openTimeMs }) => isWithinZones(openTimeMs, nowMs));
  const told = near.at(-1) ?? future[0];
  if (told === undefined || (near.length === 0 && future.length <= Math.min(MOST_FUTURE, rows / 2))) return;
  throw new CandleFileError(`${name}: ${told.say}${near.length > 0 ? `; ${advice}` : ''}`);
}

function noCalendarText(symbol: string): string {
  const known = 'only crypto, pairs of currencies (EUR/USD) and metals (XAU/USD) have one';
  const why = isIndexName(symbol) ? 'is an index by its name' : 'has no candles at weekends';
  return `${symbol} ${why}, so its market closes, and no trading calendar is known for it: ${known}`;
}
