import { expect } from 'vitest';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { type ImportedFile, importCandles } from '../../../../engine/market/import/import-file.ts';
import { AS_WRITTEN, type ImportOptions } from '../../../../engine/market/import/layout.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { randomWalk } from '../../../support/candles/random-walk.ts';
import { firstDifference } from '../../../support/candles/same-columns.ts';

export const START_MS = Date.UTC(2024, 0, 1);
/** What every way of writing has to give back. */
export const market = randomWalk({ rows: 80, seed: 3, startMs: START_MS });
export const OPTIONS: ImportOptions = { ...AS_WRITTEN, name: 'file', symbol: 'BTC/USDT', candleMs: HOUR_MS };

type Cell = 'open' | 'high' | 'low' | 'close' | 'volume';
export const cell = (row: number, name: Cell): number => market[name][row] ?? Number.NaN;
export const timeMs = (row: number): number => market.openTimeMs[row] ?? Number.NaN;
export const iso = (row: number): string => new Date(timeMs(row)).toISOString().replace('.000', '');
/** A line for each candle. */
export const rowsBy = (write: (row: number) => string): readonly string[] =>
  Array.from({ length: market.length }, (_, row) => write(row));
export const plainRow = (row: number, time: string | number = iso(row)): string =>
  [time, ...(['open', 'high', 'low', 'close', 'volume'] as const).map((name) => cell(row, name))].join(',');

/** The file that this text is. */
export const read = (text: string | readonly string[], options: Partial<ImportOptions> = {}): ImportedFile =>
  importCandles(Buffer.from(typeof text === 'string' ? text : `${text.join('\n')}\n`), { ...OPTIONS, ...options });
/** The candles of a file after cleaning. */
export const candles = (file: Pick<ImportedFile, 'rows'>) =>
  clean(file.rows, { timeframe: '1h', calendar: 'always' }).candles;

export function expectMarket(file: ImportedFile): void {
  expect(firstDifference(candles(file), market)).toBeNull();
}

export const HEADER = 'time,open,high,low,close,volume';
