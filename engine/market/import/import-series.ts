import { type CleanResult, clean } from '../clean/clean.ts';
import { calendarOf } from '../gaps.ts';
import { CandleFileError } from '../read-csv.ts';
import type { SeriesKey } from '../series.ts';
import { importCandlesFile } from './import-file.ts';
import type { FileLayout, ImportOptions } from './layout.ts';
import { verifyRows } from './verify-rows.ts';

/** Share of rows whose clock the trading week may contradict before the file as a whole is in another zone than stated. */
const MOST_SHIFTED = 0.5;

/** A file of candles, read and cleaned. */
export interface ImportedSeries extends CleanResult {
  readonly layout: FileLayout;
  /** Rows that the file has. */
  readonly rows: number;
}

/**
 * The candles of one series from a file in whatever layout, cleaned, with everything that was found. Throws CandleFileError
 * where the file does not decide what it holds: columns, times, timeframe, or (FX) the zone of its clock.
 */
export function importSeries(
  path: string,
  series: Pick<SeriesKey, 'symbol' | 'timeframe'>,
  options: Pick<ImportOptions, 'clock' | 'columns' | 'pointSize'>,
): ImportedSeries {
  const { symbol, timeframe } = series;
  const { rows, layout } = importCandlesFile(path, { name: path, symbol, ...options });
  verifyRows(rows, { name: path, timeframe });
  const cleaned = clean(rows, { timeframe, calendar: calendarOf(symbol) });
  const shifted = cleaned.findings.filter(({ code }) => code === 'clock-shift');
  if (shifted.reduce((sum, { candles }) => sum + candles, 0) > MOST_SHIFTED * rows.length) {
    throw new CandleFileError(
      `${path}: ${shifted[0]?.say ?? 'clock in doubt'}; the clock is not ${layout.clock}: state it with --zone`,
    );
  }
  return { ...cleaned, layout, rows: rows.length };
}
