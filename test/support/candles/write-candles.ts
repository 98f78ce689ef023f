import { writeFileSync } from 'node:fs';
import type { CandleColumns } from '../../../engine/market/candle.ts';

/** Writes candles as a CSV file with the header that every command reads. */
export function writeCandles(
  path: string,
  { length, openTimeMs, open, high, low, close, volume }: CandleColumns,
): void {
  const lines = Array.from({ length }, (_, row) =>
    [openTimeMs, open, high, low, close, volume].map((column) => column[row]).join(','),
  );
  writeFileSync(path, ['time,open,high,low,close,volume', ...lines].join('\n'));
}
