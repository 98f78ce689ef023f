import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearestSymbol } from '../../../../engine/adapters/ccxt/nearest-symbol.ts';

const KNOWN = ['BTC/USDT', 'ETH/USDT', 'SOL/USDT', 'EUR/USD', 'BTC/EUR'];

describe('nearestSymbol', () => {
  it.each([
    ['BTC/USTD', 'BTC/USDT'],
    ['BTCUSDT', 'BTC/USDT'],
    ['btc-usdt', 'BTC/USDT'],
    ['EHT/USDT', 'ETH/USDT'],
    ['EURUSD', 'EUR/USD'],
    ['BTC/EURO', 'BTC/EUR'],
    ['DOGE/JPY', null],
    ['', null],
  ])('takes %j for %j', (typo, meant) => {
    expect(nearestSymbol(typo, KNOWN)).toBe(meant);
  });
});

describe('editDistance', () => {
  it.each([
    ['', 'abc', 3],
    ['ab', 'ba', 1],
    ['kitten', 'sitting', 3],
    ['same', 'same', 0],
  ])('%j → %j is %d', (first, second, distance) => {
    expect(editDistance(first, second)).toBe(distance);
  });

  it('is symmetric, zero only for equal texts, and at most the longer length', () => {
    const word = fc.string({ unit: fc.constantFrom('A', 'B', 'C'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (first, second) => {
        const distance = editDistance(first, second);
        expect(editDistance(second, first)).toBe(distance);
        expect(distance === 0).toBe(first === second);
        expect(distance).toBeLessThanOrEqual(Math.max(first.length, second.length));
      }),
    );
  });
});
