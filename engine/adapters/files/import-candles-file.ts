import { readFileSync, statSync } from 'node:fs';
import { CandleFileError } from '../../market/csv/candle-file-error.ts';
import { type ImportedFile, importCandles } from '../../market/import/import-file.ts';
import { type ImportedSeries, importSeries } from '../../market/import/import-series.ts';
import { AS_WRITTEN, type FileReading, type ImportOptions } from '../../market/import/layout.ts';
import { printable } from '../../market/printable.ts';
import type { SeriesKey } from '../../market/series.ts';
import { timeframeMs } from '../../market/timeframe.ts';

/** Reads a file in whatever layout (see importCandles). Throws CandleFileError, also when it cannot be opened or unpacked. */
export function importCandlesFile(path: string, options: ImportOptions): ImportedFile {
  try {
    return importCandles(bytesOf(path), options);
  } catch (cause) {
    if (cause instanceof CandleFileError) throw cause;
    const why = printable(cause instanceof Error ? cause.message : String(cause), 120);
    throw new CandleFileError(`${path}: expected a readable file of candles, ${why}`, { cause });
  }
}

/** Reads and cleans the candles of one series (see importSeries). Throws CandleFileError. */
export function importSeriesFile(
  path: string,
  { symbol, timeframe }: Pick<SeriesKey, 'symbol' | 'timeframe'>,
  reading: FileReading = AS_WRITTEN,
): ImportedSeries {
  const name = printable(path, 200);
  const file = importCandlesFile(path, { ...reading, name, symbol, candleMs: timeframeMs(timeframe) });
  return importSeries(file, { name, symbol, timeframe }, reading);
}

/** The bytes of a file or pipe; a device is refused, because reading it would never end. */
function bytesOf(path: string): Buffer {
  const found = statSync(path);
  if (!found.isFile() && !found.isFIFO()) {
    throw new CandleFileError(
      `${printable(path, 200)}: expected a file, was ${found.isDirectory() ? 'a folder' : 'a device'}`,
    );
  }
  return readFileSync(path);
}
