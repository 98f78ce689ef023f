import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CandleColumns, candleAt, columnsOf, sliceColumns } from '../../engine/market/candle.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { readMarkets } from '../../scripts/market-files/candle-files.ts';
import { joinCandles } from '../../scripts/market-files/join-candles.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { writeCandles } from '../support/candles/write-candles.ts';
import { sharedPath } from '../support/shared.ts';

const LENGTHS = { baseMs: HOUR_MS, candleMs: 4 * HOUR_MS };
const START_MS = Date.UTC(2024, 0, 1);
const hours = (rows: number, startMs = START_MS): CandleColumns =>
  randomWalk({ rows, seed: 3, timeframeMs: HOUR_MS, sigma: 0.01, startMs });
const candlesOf = (columns: CandleColumns) =>
  Array.from({ length: columns.length }, (_, row) => candleAt(columns, row));
const without = (columns: CandleColumns, isLost: (row: number) => boolean): CandleColumns =>
  columnsOf(candlesOf(columns).filter((_, row) => !isLost(row)));

describe('hours joined to four', () => {
  it('begin at 0, 4, 8 … UTC, over the end of days and years', () => {
    const joined = joinCandles(hours(24 * 40, Date.UTC(2023, 11, 20)), LENGTHS);
    expect(joined.length).toBe(6 * 40);
    expect([...joined.openTimeMs].every((timeMs) => timeMs % LENGTHS.candleMs === 0)).toBe(true);
    expect(joined.openTimeMs[6 * 12]).toBe(Date.UTC(2024, 0, 1));
  });

  it('leave out a first one that the file enters midway, and a last one that is not over', () => {
    const all = hours(24);
    const joined = joinCandles(sliceColumns(all, 2, 23), LENGTHS);
    expect([...joined.openTimeMs]).toEqual([4, 8, 12, 16].map((hour) => START_MS + hour * HOUR_MS));
    expect(candlesOf(joined)).toEqual(candlesOf(joinCandles(all, LENGTHS)).slice(1, 5));
  });

  it('keep one with a hole inside, and have none where all four are missing', () => {
    const all = hours(24);
    const joined = joinCandles(
      without(all, (row) => row === 4 || row === 7 || (row >= 12 && row < 16)),
      LENGTHS,
    );
    expect([...joined.openTimeMs]).toEqual([0, 4, 8, 16, 20].map((hour) => START_MS + hour * HOUR_MS));
    expect(joined.open[1]).toBe(all.open[5]);
    expect(joined.close[1]).toBe(all.close[6]);
  });

  it('are nothing of a file shorter than one', () => {
    expect(joinCandles(sliceColumns(hours(24), 2, 4), LENGTHS).length).toBe(0);
  });

  it('are the same read from a file, duplicates and order put right first', () => {
    const all = hours(400);
    const path = writeCandles(join(mkdtempSync(join(tmpdir(), 'analyser-join-')), 'BTC.csv'), all);
    const [market] = readMarkets([`BTC/USD=${path}`], '4h');
    expect(market?.columns.length).toBe(100);
    expect([...(market?.columns.close ?? [])]).toEqual([...joinCandles(all, LENGTHS).close]);
  });
});

describe('a file of hours with a gap of three', () => {
  it('is no file of two timeframes', () => {
    const holed = without(hours(400), (row) => row >= 8 && row < 11);
    const path = writeCandles(join(mkdtempSync(join(tmpdir(), 'analyser-join-')), 'BTC.csv'), holed);
    expect(readMarkets([`BTC/USD=${path}`], '4h')[0]?.columns.length).toBe(100);
  });
});

const finer = sharedPath('data/BTCUSDT_binance_15m_2024.csv.gz');
const coarse = sharedPath('data/BTCUSDT_binance_1h_2024.csv.gz');
const gappy = sharedPath('data/longer/SOLUSDT_binance_1h_2020-2023_novol.csv.gz');
const isAbsent = finer === null || coarse === null || gappy === null;
describe.skipIf(isAbsent)('recorded candles joined to four hours (skipped without ../shared)', () => {
  it('are the same from quarters of an hour and from hours of one venue', () => {
    const [fromQuarters] = readMarkets([`BTC/USDT=${finer ?? ''}`], '4h');
    const [fromHours] = readMarkets([`BTC/USDT=${coarse ?? ''}`], '4h');
    const count = Math.min(fromQuarters?.columns.length ?? 0, fromHours?.columns.length ?? 0);
    expect(count).toBeGreaterThan(1_400);
    for (const name of ['openTimeMs', 'open', 'high', 'low', 'close'] as const) {
      expect([...(fromQuarters?.columns[name] ?? [])].slice(0, count)).toEqual(
        [...(fromHours?.columns[name] ?? [])].slice(0, count),
      );
    }
  });

  it('begin with a whole candle where the file begins midway, and span its gaps', () => {
    const [sol] = readMarkets([`SOL/USDT=${gappy ?? ''}`], '4h');
    const [bySingle] = readMarkets([`SOL/USDT=${gappy ?? ''}`], '1h');
    const first = sol?.columns.openTimeMs[0] ?? 0;
    expect(first).toBeGreaterThan(bySingle?.columns.openTimeMs[0] ?? 0);
    expect(first % (4 * HOUR_MS)).toBe(0);
    const byTime = new Set(
      Array.from(bySingle?.columns.openTimeMs ?? [], (timeMs) => Math.floor(timeMs / (4 * HOUR_MS))),
    );
    expect(sol?.columns.length).toBeLessThanOrEqual(byTime.size);
    expect(sol?.columns.length).toBeGreaterThanOrEqual(byTime.size - 2);
  });
});
