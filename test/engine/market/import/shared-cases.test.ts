import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importSeriesFile } from '../../../../engine/adapters/files/import-candles-file.ts';
import { AS_WRITTEN } from '../../../../engine/market/import/layout.ts';
import { parseUtcOffset, parseZone, type SourceClock } from '../../../../engine/market/import/time/clock.ts';
import type { Timeframe } from '../../../../engine/market/timeframe.ts';
import { sharedPath } from '../../../support/shared.ts';

interface SharedCase {
  readonly folder: string;
  readonly file?: string;
  readonly symbol: string;
  readonly timeframe?: Timeframe;
  readonly clock?: SourceClock | null;
  readonly candles: number;
  readonly from: string;
}

const BITCOIN = { symbol: 'BTC/USDT', from: '2024-01-01T00:00:00.000Z' };
const EURO = { symbol: 'EUR/USD', from: '2024-01-01T00:00:00.000Z', candles: 600 };
const READ: readonly SharedCase[] = [
  { ...BITCOIN, folder: '01-binance-vision-no-header', candles: 72, from: '2025-01-01T00:00:00.000Z' },
  { ...EURO, folder: '04-mt4-history', clock: parseZone('eet-mt5') },
  { ...EURO, folder: '06-histdata', clock: parseUtcOffset('-05:00') },
  { ...BITCOIN, folder: '12-decimal-comma', candles: 72 },
  { ...BITCOIN, folder: '13-utf16', candles: 72 },
  { ...BITCOIN, folder: '20-volume-moving-average', symbol: 'ADA/USDT', candles: 600 },
  { ...BITCOIN, folder: '22-venue-json', file: 'bybit-kline.json', candles: 72 },
  { ...BITCOIN, folder: '22-venue-json', file: 'okx-candles.json', candles: 71 },
  { ...BITCOIN, folder: '23-stamped-with-close', candles: 480 },
  { ...BITCOIN, folder: '27-archive', candles: 72 },
];

const pathOf = (folder: string, file?: string): string => {
  const path = sharedPath(`cases/${folder}`) ?? '';
  return join(path, file ?? readdirSync(path)[0] ?? '');
};

describe.skipIf(sharedPath('cases') === null)('inputs that failed (skipped without ../shared)', () => {
  it.each(READ)('$folder $file is read', ({ folder, file, symbol, timeframe = '1h', clock = null, candles, from }) => {
    const series = importSeriesFile(pathOf(folder, file), { symbol, timeframe }, { ...AS_WRITTEN, clock });
    expect(series.candles.length).toBe(candles);
    expect(new Date(series.candles.openTimeMs[0] ?? 0).toISOString()).toBe(from);
    expect(series.findings.filter(({ code }) => code === 'volume-swapped')).toEqual([]);
  });

  it.each([null, parseZone('eet-mt5'), parseUtcOffset('+02:00')])(
    '24-broker-4h is refused with the one way out under %j',
    (clock) => {
      const read = (): unknown =>
        importSeriesFile(pathOf('24-broker-4h'), { symbol: 'EUR/USD', timeframe: '4h' }, { ...AS_WRITTEN, clock });
      expect(read).toThrow(/counted from a broker's midnight.*candles of 1h/);
      expect(read).not.toThrow(/--zone|--utc-offset/);
    },
  );
});
