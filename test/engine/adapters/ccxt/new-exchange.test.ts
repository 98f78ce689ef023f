import * as ccxt from 'ccxt';
import { describe, expect, it } from 'vitest';
import * as loaded from '../../../../engine/adapters/ccxt/new-exchange.ts';

const { newExchange, ...errorClasses } = loaded;

describe('ccxt loaded by file', () => {
  it.each(Object.entries(errorClasses))('%s is the class that its index exports', (name, errorClass) => {
    expect(errorClass).toBe(Object.entries(ccxt.errors).find(([each]) => each === name)?.[1]);
  });

  it('has every venue that its index has, of the same class', async () => {
    const ids = Object.keys(ccxt.exchanges);
    expect(ids).toEqual(expect.arrayContaining(['binance', 'binanceus', 'coinbase', 'coinbaseexchange', 'bitstamp']));
    expect(ids).toEqual(expect.arrayContaining(['kraken', 'okx']));
    for (const [id, exchangeClass] of Object.entries(ccxt.exchanges)) {
      expect((await newExchange(id, {})).constructor, id).toBe(exchangeClass);
    }
  });
});
