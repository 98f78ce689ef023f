import { ADX, CCI, doji, SMA } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { computeFeatures } from '../../../engine/features/compute.ts';
import { featureColumn } from '../../../engine/features/matrix.ts';
import { featureRow } from '../../../engine/features/table.ts';
import { sliceColumns } from '../../../engine/market/candle.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

const ROWS = 340;
const candles = randomWalk({ rows: ROWS, seed: 8 });
const newest = sliceColumns(candles, ROWS - 300);
const arrays = {
  open: [...newest.open],
  high: [...newest.high],
  low: [...newest.low],
  close: [...newest.close],
};
const last = (name: string): number => computeFeatures(candles, HOUR_MS, [name]).columns[0]?.at(-1) ?? Number.NaN;

describe('indicators of technicalindicators by name', () => {
  it('are what the package computes from the newest 300 candles', () => {
    expect(last('ti:CCI(20)')).toBe(CCI.calculate({ ...arrays, period: 20 }).at(-1));
    expect(last('ti:ADX(period=14).adx')).toBe(ADX.calculate({ ...arrays, period: 14 }).at(-1)?.adx);
    expect(last('ti:doji')).toBe(doji(arrays) ? 1 : 0);
  });

  it('that are prices can be told as a distance from the close', () => {
    const mean = SMA.calculate({ period: 50, values: arrays.close }).at(-1) ?? 0;
    const { columns } = computeFeatures(candles, HOUR_MS, ['sigma_24']);
    expect(last('ti:SMA(50)/close')).toBeCloseTo(
      (mean / (arrays.close.at(-1) ?? 0) - 1) / (columns[0]?.at(-1) ?? 0),
      12,
    );
  });

  it('depend on the newest 300 candles only, so that a warmed-up row is the same in any run', () => {
    const names = ['ti:OBV', 'ti:RSI(14)'];
    const whole = computeFeatures(candles, HOUR_MS, names);
    const cut = computeFeatures(sliceColumns(candles, ROWS - 301), HOUR_MS, names);
    for (const name of names) {
      expect(featureColumn(cut, name).at(-1)).toBe(featureColumn(whole, name).at(-1));
      expect(featureColumn(whole, name).slice(0, 299).every(Number.isNaN)).toBe(true);
    }
  });

  it.each([
    ['ti:NOSUCH(14)', /expected an indicator of technicalindicators, was "NOSUCH"/],
    ['ti:CCI(twenty)', /expected settings such as "20" or "period=20", was "twenty"/],
    ['ti:', /expected a name such as "ti:CCI\(20\)"/],
  ])('%s is refused', (name, message) => {
    expect(() => featureRow(name)).toThrow(message);
  });
});
