import { readFileSync } from 'node:fs';
import type { CandleColumns } from '../../market/candle.ts';
import { CandleFileError } from '../../market/csv/candle-file-error.ts';
import { parseCandlesCsv } from '../../market/csv/parse-candles-csv.ts';

/** Reads and parses one candle file (see parseCandlesCsv). Throws CandleFileError, also when the file cannot be opened. */
export function readCandlesFile(path: string): CandleColumns {
  const file = opened(path);
  try {
    return parseCandlesCsv(file, path);
  } catch (cause) {
    if (cause instanceof CandleFileError) throw cause;
    throw new CandleFileError(`${path}: expected CSV or gzip CSV, ${reasonOf(cause)}`, { cause });
  }
}

function opened(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new CandleFileError(`${path}: expected a readable file, ${reasonOf(cause)}`, { cause });
  }
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
