import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readCandlesFile } from '../../../engine/adapters/files/read-candles-file.ts';
import { type CandleColumns, candleAt } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { writeFileAtomically } from '../write-file.ts';

/** Candles fetched from a live venue, kept as CSV.gz files that MARKET_DATA can name as well. */
export interface CandleCache {
  /** Null when there is none. Throws CandleFileError when the file is damaged. */
  read(series: SeriesKey): CandleColumns | null;
  write(series: SeriesKey, columns: CandleColumns): void;
}

export function createCandleCache(folder: string): CandleCache {
  const pathOf = ({ exchange, symbol, timeframe }: SeriesKey): string =>
    join(folder, `${symbol.replace(/[^A-Z0-9]/g, '')}_${exchange}_${timeframe}_live.csv.gz`);
  return {
    read: (series) => (existsSync(pathOf(series)) ? readCandlesFile(pathOf(series)) : null),
    write(series, columns) {
      writeFileAtomically(pathOf(series), gzipSync(csvOf(columns)));
    },
  };
}

function csvOf(columns: CandleColumns): string {
  const lines = Array.from({ length: columns.length }, (_, row) => {
    const { openTimeMs, open, high, low, close, volume } = candleAt(columns, row);
    return [new Date(openTimeMs).toISOString(), open, high, low, close, volume ?? ''].join(',');
  });
  return `time,open,high,low,close,volume\n${lines.join('\n')}\n`;
}
