import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, describe, expect, it } from 'vitest';
import { candleFileFormat, writeCandleFile } from '../../../../engine/adapters/files/candle-file.ts';
import { importCandlesFile } from '../../../../engine/adapters/files/import-candles-file.ts';
import { readCandlesFile } from '../../../../engine/adapters/files/read-candles-file.ts';
import { AS_WRITTEN } from '../../../../engine/market/import/layout.ts';
import { randomWalk } from '../../../support/candles/random-walk.ts';

const folder = mkdtempSync(join(tmpdir(), 'analyser-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const walk = randomWalk({ rows: 12_345, seed: 9 });
/** Every seventh volume unknown, takers and spread known here and there. */
const candles = {
  ...walk,
  volume: walk.volume.map((volume, row) => (row % 7 === 0 ? Number.NaN : volume)),
  takerBuyVolume: walk.volume.map((volume, row) => (row % 3 === 0 ? Number.NaN : volume / 2)),
  spread: walk.close.map((close, row) => (row % 2 === 0 ? close / 10_000 : Number.NaN)),
};

describe('exported candles', () => {
  it('come back from CSV with every digit, unknown volumes unknown', async () => {
    const path = join(folder, 'all.csv.gz');
    await writeCandleFile(path, 'csv.gz', candles);
    expect(readCandlesFile(path)).toEqual({ ...candles, spread: null });
    const said = { ...AS_WRITTEN, name: path, symbol: 'BTC/USDT', candleMs: null };
    expect(importCandlesFile(path, said).rows.takerBuyVolume).toEqual(candles.takerBuyVolume);
  });

  it('have the plain header where nothing more is known', async () => {
    const path = join(folder, 'plain.csv.gz');
    await writeCandleFile(path, 'csv.gz', walk);
    expect(readCandlesFile(path)).toEqual(walk);
  });

  it('come back from Parquet with every digit, times and nulls', async () => {
    const path = join(folder, 'all.parquet');
    await writeCandleFile(path, 'parquet', candles);
    const bytes = readFileSync(path);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const rows = await parquetReadObjects({ file });
    expect(rows).toHaveLength(candles.length);
    const known = (value: number | undefined): number | null =>
      value === undefined || Number.isNaN(value) ? null : value;
    rows.forEach((found, row) => {
      expect(found).toEqual({
        time: new Date(candles.openTimeMs[row] ?? 0),
        open: candles.open[row],
        high: candles.high[row],
        low: candles.low[row],
        close: candles.close[row],
        volume: known(candles.volume[row]),
        taker_buy_volume: known(candles.takerBuyVolume[row]),
        spread: known(candles.spread[row]),
      });
    });
  });

  it('leave nothing half written where they cannot be written', async () => {
    await expect(writeCandleFile(join(folder, 'none', 'x.csv.gz'), 'csv.gz', walk)).rejects.toThrow(/ENOENT/);
    await expect(writeCandleFile(join(folder, 'none', 'x.parquet'), 'parquet', walk)).rejects.toThrow(/ENOENT/);
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it.each([
    ['a.csv.gz', 'csv.gz'],
    ['a.b.parquet', 'parquet'],
    ['a.csv', null],
  ])('%s is %s by its name', (name, format) => {
    expect(candleFileFormat(name)).toBe(format);
  });
});
