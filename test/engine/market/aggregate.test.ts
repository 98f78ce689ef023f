import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCandleBook } from '../../../bot/sandbox/exchange/candle-book.ts';
import { aggregate } from '../../../engine/market/aggregate.ts';
import { type Candle, candleAt, columnsOf } from '../../../engine/market/candle.ts';
import { FIRST_MS } from '../../support/candles/sandbox-candles.ts';

const QUARTER = 900_000;
const RATIOS = [2, 4, 16];

const candles = fc
  .array(
    fc.record({
      skip: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(40) }),
      prices: fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 4, maxLength: 4 }),
      volume: fc.integer({ min: 0, max: 1_000 }),
    }),
    { minLength: 1, maxLength: 120 },
  )
  .map((parts): readonly Candle[] => {
    let openTimeMs = FIRST_MS - QUARTER;
    return parts.map(({ skip, prices, volume }) => {
      openTimeMs += QUARTER * (1 + skip);
      const [open = 1, close = 1] = prices;
      return { openTimeMs, open, high: Math.max(...prices), low: Math.min(...prices), close, volume: volume / 10 };
    });
  });

/** The definition, row by row. */
function direct(fine: readonly Candle[], candleMs: number): readonly Candle[] {
  const opens = [...new Set(fine.map(({ openTimeMs }) => Math.floor(openTimeMs / candleMs) * candleMs))];
  return opens.map((openTimeMs) => {
    const parts = fine.filter((part) => part.openTimeMs >= openTimeMs && part.openTimeMs < openTimeMs + candleMs);
    return {
      openTimeMs,
      open: parts[0]?.open ?? 0,
      high: Math.max(...parts.map(({ high }) => high)),
      low: Math.min(...parts.map(({ low }) => low)),
      close: parts.at(-1)?.close ?? 0,
      volume: Math.round(parts.reduce((sum, { volume }) => sum + (volume ?? 0) * 10, 0)) / 10,
    };
  });
}

describe('coarser candles', () => {
  it('are what a direct recomputation gives, gaps included, without an unfinished last one', () => {
    fc.assert(
      fc.property(candles, fc.constantFrom(...RATIOS), (fine, ratio) => {
        const candleMs = QUARTER * ratio;
        const expected = direct(fine, candleMs);
        const isLastOver = ((fine.at(-1)?.openTimeMs ?? 0) + QUARTER) % candleMs === 0;
        const coarse = aggregate(columnsOf(fine), { baseMs: QUARTER, candleMs });
        expect(Array.from({ length: coarse.length }, (_, row) => candleAt(coarse, row))).toEqual(
          isLastOver ? expected : expected.slice(0, -1),
        );
      }),
    );
  });

  it('are the same from the stand-in, forwards and backwards, at every limit', () => {
    fc.assert(
      fc.property(candles, fc.constantFrom(1, ...RATIOS), fc.integer({ min: 1, max: 30 }), (fine, ratio, limit) => {
        const candleMs = QUARTER * ratio;
        const expected = direct(fine, candleMs);
        const book = createCandleBook('15m', columnsOf(fine));
        const all = { candleMs, untilMs: Number.MAX_SAFE_INTEGER, nowMs: FIRST_MS + 10_000 * QUARTER, limit };
        expect(book.read({ ...all, fromMs: 0 })).toMatchObject(expected.slice(0, limit));
        expect(book.read({ ...all, fromMs: null })).toMatchObject(expected.slice(-limit));
      }),
    );
  });

  it('have an unknown volume when one part has', () => {
    const part = { openTimeMs: FIRST_MS, open: 1, high: 1, low: 1, close: 1, volume: 1 };
    const fine = columnsOf([part, { ...part, openTimeMs: FIRST_MS + QUARTER, volume: null }]);
    expect(aggregate(fine, { baseMs: QUARTER, candleMs: 2 * QUARTER }).volume[0]).toBeNaN();
  });

  it('are refused for a length that does not fit', () => {
    expect(() => aggregate(columnsOf([]), { baseMs: QUARTER, candleMs: QUARTER * 1.5 })).toThrow(
      'expected a multiple of 900000 ms',
    );
  });
});
