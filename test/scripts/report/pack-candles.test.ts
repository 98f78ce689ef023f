import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { backtest } from '../../../engine/backtest/backtest.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import { packCandles } from '../../../scripts/report/candle-view/pack-candles.ts';
import { marketOf, PLAN, randomSignals } from '../../engine/backtest/backtest-fixtures.ts';
import { resultOf } from './random-result.ts';

describe('the packed candles', () => {
  it('hold every candle to the step they say', () => {
    const result = resultOf({ rows: 800, seed: 4 });
    const packed = packCandles(result);
    const bytes = inflateRawSync(Buffer.from(packed.base64, 'base64'));
    let at = 0;
    const whole = (): number => {
      for (let value = 0, scale = 1; ; scale *= 128) {
        const byte = bytes[at] ?? 0;
        at += 1;
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
    };
    const signed = (): number => {
      const folded = whole();
      return folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2;
    };
    const [market] = result.markets;
    if (market === undefined) throw new Error('expected a market');
    const rows = market.candles.length;
    const steps = Array.from({ length: rows - 1 }, whole);
    expect(new Set(steps)).toEqual(new Set([1]));
    const opens = Array.from({ length: rows }, signed);
    const closes = Array.from({ length: rows }, signed);
    let close = 0;
    opens.forEach((move, row) => {
      const open = close + move;
      close = open + (closes[row] ?? 0);
      expect(Math.abs(Math.log(market.candles.open[row] ?? 0) - open * packed.logStep)).toBeLessThanOrEqual(
        packed.logStep,
      );
      expect(Math.abs(Math.log(market.candles.close[row] ?? 0) - close * packed.logStep)).toBeLessThanOrEqual(
        packed.logStep,
      );
    });
  });

  it('take times that are no multiples of the timeframe', () => {
    const candles = columnsOf(
      [0, 3_600_000, 7_200_123].map((openTimeMs) => ({ openTimeMs, open: 1, high: 2, low: 1, close: 2, volume: 1 })),
    );
    expect(packCandles(backtest(PLAN, [marketOf(candles, randomSignals(3, 1))])).unitMs).toBe(1);
  });
});
