import { describe, expect, it } from 'vitest';
import { checkRows, findGaps } from '../../../../engine/adapters/ccxt/check-rows.ts';
import { calendarOf } from '../../../../engine/market/calendar/gaps.ts';
import { columnsOf } from '../../../../engine/market/candle.ts';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { rawRowsOf } from '../../../../engine/market/clean/raw-rows.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { reversingCandles } from '../../../support/candles/candles.ts';

/** Friday, some hours before currencies close at 22:00 UTC. */
const START_MS = Date.UTC(2024, 0, 12, 10);
const candles = reversingCandles({ count: 40, seed: 1, startMs: START_MS, candleMs: HOUR_MS });
type Row = readonly (number | null)[];
const rowsWith = (volume: (hour: number) => number): readonly Row[] =>
  candles.map(({ openTimeMs, open, high, low, close }, hour) => [openTimeMs, open, high, low, close, volume(hour)]);

const check = (rows: readonly Row[], symbol = 'EUR/USD') =>
  checkRows(rows, {
    series: { symbol, timeframe: '1h' },
    sinceMs: START_MS,
    closedByMs: START_MS + 1_000 * HOUR_MS,
    settledByMs: START_MS + 1_000 * HOUR_MS,
    size: 500,
    volumeKnown: true,
  });

/** The same row with its high cut off a little below open or close. */
const cut = ([time, open, , low, close, volume]: Row): Row => {
  const top = Math.max(open ?? 0, close ?? 0);
  return [time ?? 0, open ?? 0, top - 0.1 * (top - (low ?? 0)), low ?? 0, close ?? 0, volume ?? null];
};

describe('rows of a venue', () => {
  it('that move at volume 0 have an unknown one, said once', () => {
    const { candles: read, findings } = check(rowsWith(() => 0));
    expect(read.every(({ volume }) => volume === null)).toBe(true);
    expect(findings.map(({ type }) => type)).toEqual(['volume-unknown']);
  });

  it('that stand still while the market is closed are left out', () => {
    const rows = rowsWith((hour) => 5 + (hour % 3)).map(
      (row, hour): Row => (hour < 12 ? row : [row[0] ?? 0, 1, 1, 1, 1, 0]),
    );
    expect(check(rows).candles).toHaveLength(12);
    expect(check(rows, 'BTC/USD').candles).toHaveLength(40);
  });

  it('are read as the same rows of a file', () => {
    const rows = rowsWith((hour) => hour % 4).map((row, hour): Row => (hour === 7 ? cut(row) : row));
    const told = [...rows, rows[3] ?? [], [...(rows[5] ?? []).slice(0, 5), 99]];
    const asFile = columnsOf(
      told.map(([openTimeMs, open, high, low, close, volume]) => ({
        openTimeMs: openTimeMs ?? 0,
        open: open ?? 0,
        high: high ?? 0,
        low: low ?? 0,
        close: close ?? 0,
        volume: volume ?? null,
      })),
    );
    const context = { timeframe: '1h', calendar: calendarOf('BTC/USD') } as const;
    expect(columnsOf(check(told, 'BTC/USD').candles)).toEqual(clean(rawRowsOf(asFile), context).candles);
  });
});

describe('gaps between candles of a venue', () => {
  it('are counted from the first candle that is missing, without the closed market', () => {
    const left = candles.filter((_, hour) => ![4, 5, 6].includes(hour));
    const series = { exchange: 'test', timeframe: '1h' } as const;
    const found = { type: 'gap', openTimeMs: START_MS + 4 * HOUR_MS, candles: 3 };
    expect(findGaps(left, { ...series, symbol: 'BTC/USD' })).toEqual([found]);
    expect(findGaps(left.slice(0, 12), { ...series, symbol: 'EUR/USD' })).toEqual([found]);
    const overWeekend = candles.map((candle, hour) =>
      hour < 12 ? candle : { ...candle, openTimeMs: candle.openTimeMs + 48 * HOUR_MS },
    );
    expect(findGaps(overWeekend, { ...series, symbol: 'EUR/USD' })).toEqual([]);
  });
});
