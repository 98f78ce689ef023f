import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readerEntry } from '../../../engine/backtest/ledger/reader-trade.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import { HOUR_MS, MINUTE_MS } from '../../../engine/time.ts';

const START_MS = Date.UTC(2024, 0, 1);
const CANDLE = { openTimeMs: START_MS, open: 100, high: 110, low: 95 };

describe('the price a reader could have had', () => {
  it.each([
    { fact: 'at the open it is the open', side: 'BUY', delayMs: 0, entry: 100 },
    { fact: 'after a quarter a buyer is half the way to the high', side: 'BUY', delayMs: HOUR_MS / 4, entry: 105 },
    { fact: 'after a quarter a seller is half the way to the low', side: 'SELL', delayMs: HOUR_MS / 4, entry: 97.5 },
    { fact: 'after the candle there is none', side: 'BUY', delayMs: HOUR_MS, entry: null },
    { fact: 'a clock that runs behind changes nothing', side: 'BUY', delayMs: -500, entry: 100 },
  ] as const)('without finer candles: $fact', ({ side, delayMs, entry }) => {
    expect(readerEntry(CANDLE, side, { delayMs, candleMs: HOUR_MS, finer: null })).toBe(entry);
  });

  it('with finer candles it is the first open at or after the delivery', () => {
    const finer = columnsOf(
      [101, 102, 103].map((open, at) => ({
        openTimeMs: START_MS + at * 15 * MINUTE_MS,
        open,
        high: open,
        low: open,
        close: open,
        volume: 1,
      })),
    );
    const entry = (delayMs: number) => readerEntry(CANDLE, 'BUY', { delayMs, candleMs: HOUR_MS, finer });
    expect(entry(1)).toBe(102);
    expect(entry(15 * MINUTE_MS)).toBe(102);
    expect(entry(15 * MINUTE_MS + 1)).toBe(103);
    // No finer candle after the delivery: the rule without them.
    expect(entry(45 * MINUTE_MS)).toBeCloseTo(100 + 10 * Math.sqrt(0.75));
  });

  it('never betters by waiting, and lies within the candle', () => {
    const price = fc.double({ min: 1, max: 1_000, noNaN: true });
    const delay = fc.integer({ min: 0, max: HOUR_MS - 1 });
    fc.assert(
      fc.property(
        price,
        price,
        price,
        delay,
        delay,
        fc.constantFrom('BUY' as const, 'SELL' as const),
        (a, b, c, d, e, side) => {
          const [low = 0, open = 0, high = 0] = [a, b, c].sort((one, other) => one - other);
          const candle = { openTimeMs: START_MS, open, high, low };
          const [soon, late] = [Math.min(d, e), Math.max(d, e)].map(
            (delayMs) => readerEntry(candle, side, { delayMs, candleMs: HOUR_MS, finer: null }) ?? Number.NaN,
          );
          const sign = side === 'BUY' ? 1 : -1;
          expect(sign * ((late ?? 0) - (soon ?? 0))).toBeGreaterThanOrEqual(0);
          expect(late).toBeGreaterThanOrEqual(low);
          expect(late).toBeLessThanOrEqual(high);
        },
      ),
      { seed: 5 },
    );
  });
});
