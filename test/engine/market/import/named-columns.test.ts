import { describe, expect, it } from 'vitest';
import { importCandles } from '../../../../engine/market/import/import-file.ts';
import { AS_WRITTEN, type FileReading } from '../../../../engine/market/import/layout.ts';
import { parseZone } from '../../../../engine/market/import/time/clock.ts';
import { zoneInName } from '../../../../engine/market/import/time/zone-in-name.ts';
import {
  type Candle,
  candles,
  HOUR_MS,
  iso,
  lines,
  market,
  prices,
  quote,
  wall,
} from '../../../support/candles/written-candles.ts';

const read = (file: string, reading: Partial<FileReading> = {}): ReturnType<typeof importCandles> =>
  importCandles(Buffer.from(file), {
    ...AS_WRITTEN,
    ...reading,
    name: 'file',
    symbol: 'BTC/USDT',
    candleMs: HOUR_MS,
  });

const csv = (header: string, timeOf: (candle: Candle) => string): string =>
  lines((x) => `${timeOf(x)},${prices(x)},${x.v}`, [`${header},Open,High,Low,Close,Volume`]);

const json = (of: (candle: Candle) => unknown): string => JSON.stringify(candles.map(of));

describe('a column of times by its name', () => {
  it.each([
    'Close Date',
    'Closing time',
    'CloseTimestamp',
    'Candle Close Time',
    'candle_close_time_utc',
    'Bar Close',
    'End of period',
    'Ended at',
  ])('"%s" is the end of the candle, not its open', (name) => {
    const { rows, layout } = read(csv(name, ({ ms }) => wall(ms + HOUR_MS)));
    expect(rows.openTimeMs).toEqual(market.openTimeMs);
    expect(layout.stampedWithClose).toBe(true);
  });

  it.each([
    ['Time (GMT+3)', 3, 'UTC+3:00'],
    ['Time (UTC+05:30)', 5.5, 'UTC+05:30'],
    ['Time (UTC-5)', -5, 'UTC-5:00'],
    ['Date MSK', 3, 'MSK'],
    ['time_jst', 9, 'JST'],
    ['Time (America/New_York)', -5, 'America/New_York'],
    ['Time (UTC)', 0, 'UTC'],
    ['Date et heure', 0, 'UTC (assumed)'],
  ])('"%s" states the clock of its times', (name, hours, clock) => {
    const { rows, layout } = read(csv(name, ({ ms }) => wall(ms + hours * HOUR_MS)));
    expect(rows.openTimeMs).toEqual(market.openTimeMs);
    expect(layout.clock).toBe(clock);
  });

  it.each(['Time (EET)', 'Date EST', 'time_et', 'Time (UTC+15)', 'Time (Nowhere/Town)'])(
    '"%s" does not decide the summer time: somebody has to',
    (name) => {
      const file = csv(name, ({ ms }) => wall(ms + 2 * HOUR_MS));
      expect(() => read(file)).toThrow(/expected to know the summer time of .*--zone.*--utc-offset/);
      expect(read(file, { clock: parseZone('eet-mt5') }).rows.openTimeMs).toEqual(market.openTimeMs);
    },
  );

  it('does not ask for the zone of times that state their own', () => {
    expect(read(csv('Time (EST)', ({ ms }) => String(ms))).rows.openTimeMs).toEqual(market.openTimeMs);
    expect(zoneInName('Time (EST)')).toEqual({ type: 'ambiguous', zone: 'EST' });
  });

  it.each([
    [
      'Hyperliquid, T the end of t',
      json((x) => ({
        t: x.ms,
        T: x.ms + HOUR_MS - 1,
        o: `${x.o}`,
        c: `${x.c}`,
        h: `${x.h}`,
        l: `${x.l}`,
        v: `${x.v}`,
      })),
    ],
    [
      'CoinAPI, first and last trade beside the period',
      json((x) => ({
        time_period_start: iso(x.ms),
        time_period_end: iso(x.ms + HOUR_MS),
        time_open: iso(x.ms + 5_000),
        time_close: iso(x.ms + HOUR_MS - 9_000),
        price_open: x.o,
        price_high: x.h,
        price_low: x.l,
        price_close: x.c,
        volume_traded: x.v,
      })),
    ],
    [
      'Upbit, Korean time and last trade beside UTC',
      json((x) => ({
        candle_date_time_utc: iso(x.ms).slice(0, 19),
        candle_date_time_kst: iso(x.ms + 9 * HOUR_MS).slice(0, 19),
        opening_price: x.o,
        high_price: x.h,
        low_price: x.l,
        trade_price: x.c,
        timestamp: x.ms + HOUR_MS - 1_000,
        candle_acc_trade_price: quote(x),
        candle_acc_trade_volume: x.v,
      })),
    ],
    [
      'dYdX, which calls the base volume so',
      json((x) => ({
        startedAt: iso(x.ms),
        low: `${x.l}`,
        high: `${x.h}`,
        open: `${x.o}`,
        close: `${x.c}`,
        baseTokenVolume: `${x.v}`,
        usdVolume: `${quote(x)}`,
        startingOpenInterest: '12',
      })),
    ],
    [
      'a change in per cent beside what changed',
      lines(
        (x) => `${wall(x.ms)},${x.v * 2 + 7},${prices(x)},-1.2,${x.v}`,
        ['Time,Volume %,Open,High,Low,Close,Close %,Volume'],
      ),
    ],
  ])('%s', (_, file) => {
    const { rows } = read(file);
    expect([rows.openTimeMs, rows.open, rows.close, rows.volume]).toEqual([
      market.openTimeMs,
      market.open,
      market.close,
      market.volume,
    ]);
  });

  it('still refuses two times of which none says more than the other', () => {
    const file = lines(
      (x) => `${wall(x.ms)},${wall(x.ms + 2 * HOUR_MS)},${prices(x)}`,
      ['Date,Timestamp,Open,High,Low,Close'],
    );
    expect(() => read(file)).toThrow(/expected one column of times, columns 1 and 2/);
  });
});
