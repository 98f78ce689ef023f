import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Candle, type CandleColumns, columnsOf } from '../../../engine/market/candle.ts';

/**
 * Writes candles as a CSV file with the header that every command reads, packed when the name ends in ".gz", and gives the
 * path. An unknown volume is an empty field.
 */
export function writeCandles(path: string, candles: CandleColumns | readonly Candle[]): string {
  const { length, openTimeMs, open, high, low, close, volume } = 'openTimeMs' in candles ? candles : columnsOf(candles);
  const lines = Array.from({ length }, (_, row) => {
    const time = new Date(openTimeMs[row] ?? 0).toISOString();
    const prices = [open, high, low, close].map((column) => column[row]);
    return [time, ...prices, Number.isNaN(volume[row]) ? '' : volume[row]].join(',');
  });
  const text = `time,open,high,low,close,volume\n${lines.join('\n')}\n`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, path.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}
