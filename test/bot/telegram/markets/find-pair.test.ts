import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPair } from '../../../../bot/telegram/markets/find-pair.ts';
import { mentionedMarket } from '../../../../bot/telegram/markets/mentioned-market.ts';
import { readMarket } from '../../../../bot/telegram/markets/read-market.ts';
import { readTimeframe } from '../../../../bot/telegram/markets/read-timeframe.ts';
import type { SeriesKey } from '../../../../engine/market/series.ts';

const SYMBOLS = [
  'BTC/USDT',
  'ETH/USDT',
  'BCH/USDT',
  'SOL/USDT',
  'SOL/EUR',
  'LINK/USDT',
  'EUR/USD',
  'GBP/USD',
  'USD/JPY',
  'XAU/USD',
];
const SERIES: readonly SeriesKey[] = [
  ...SYMBOLS.map((symbol) => ({ exchange: 'x', symbol, timeframe: '1h' as const })),
  { exchange: 'x', symbol: 'BTC/USDT', timeframe: '4h' },
];

describe('the name of a pair', () => {
  it.each([
    ['btc', 'BTC/USDT'],
    ['BTC', 'BTC/USDT'],
    ['$btc', 'BTC/USDT'],
    ['#BTC', 'BTC/USDT'],
    ['₿', 'BTC/USDT'],
    ['Bitcoin', 'BTC/USDT'],
    ['BITCOIN?', 'BTC/USDT'],
    ['xbt', 'BTC/USDT'],
    ['XBTUSD', 'BTC/USDT'],
    ['btcusdt', 'BTC/USDT'],
    ['BTC-USD', 'BTC/USDT'],
    ['btc_usdt', 'BTC/USDT'],
    ['BTC USDT', 'BTC/USDT'],
    ['BTC/USD\nT', 'BTC/USDT'],
    ['BTC/USDC', 'BTC/USDT'],
    ['ＢＴＣ／ＵＳＤＴ', 'BTC/USDT'],
    ['𝗕𝗧𝗖', 'BTC/USDT'],
    ['b\u200bt\u200bc', 'BTC/USDT'],
    ['bitcoin usd', 'BTC/USDT'],
    ['bitcoin cash', 'BCH/USDT'],
    ['ether', 'ETH/USDT'],
    ['Ethereum', 'ETH/USDT'],
    ['euro', 'EUR/USD'],
    ['€', 'EUR/USD'],
    ['EURUSD', 'EUR/USD'],
    ['euro dollar', 'EUR/USD'],
    ['gold', 'XAU/USD'],
    ['xauusd', 'XAU/USD'],
    ['yen', 'USD/JPY'],
    ['pound', 'GBP/USD'],
    ['solusd', 'SOL/USDT'],
    ['SOL/EUR', 'SOL/EUR'],
  ])('%j means %s', (asked, symbol) => {
    expect(findPair(asked, SYMBOLS)).toEqual({ type: 'one', symbol });
  });

  it('may mean several, or none with others near', () => {
    expect(findPair('solana', SYMBOLS)).toEqual({ type: 'several', symbols: ['SOL/USDT', 'SOL/EUR'] });
    expect(findPair('doge', SYMBOLS)).toEqual({ type: 'none', near: [] });
    expect(findPair('', SYMBOLS)).toEqual({ type: 'none', near: [] });
    expect(findPair('🚀', SYMBOLS)).toEqual({ type: 'none', near: [] });
    expect(findPair('bitc', SYMBOLS)).toEqual({ type: 'none', near: ['BTC/USDT', 'BCH/USDT'] });
    expect(findPair('BTC/EUR', SYMBOLS)).toEqual({ type: 'none', near: ['BTC/USDT'] });
    expect(findPair('USD/EUR', SYMBOLS)).toEqual({ type: 'none', near: ['EUR/USD'] });
  });

  it('tells the spot pair from its perpetual', () => {
    const both = ['BTC/USDT', 'BTC/USDT:USDT'];
    expect(findPair('btcusdt', both)).toEqual({ type: 'one', symbol: 'BTC/USDT' });
    expect(findPair('BTC/USDT:USDT', both)).toEqual({ type: 'one', symbol: 'BTC/USDT:USDT' });
    expect(findPair('bitcoin', both)).toEqual({ type: 'several', symbols: both });
  });

  it('is found for every pair by its own name, however it is written', () => {
    for (const symbol of SYMBOLS)
      for (const asked of [symbol, symbol.toLowerCase(), symbol.replace('/', ''), symbol.replace('/', '-')])
        expect(findPair(asked, SYMBOLS), asked).toEqual({ type: 'one', symbol });
  });
});

describe('a question about a market', () => {
  it.each([
    ['btc', { type: 'market', symbol: 'BTC/USDT', timeframe: null, rest: [] }],
    ['bitcoin 4h', { type: 'market', symbol: 'BTC/USDT', timeframe: '4h', rest: [] }],
    ['4h btc usdt', { type: 'market', symbol: 'BTC/USDT', timeframe: '4h', rest: [] }],
    ['bitcoin cash hourly', { type: 'market', symbol: 'BCH/USDT', timeframe: '1h', rest: [] }],
    ['btc 4 hours', { type: 'market', symbol: 'BTC/USDT', timeframe: '4h', rest: [] }],
    ['btc foo', { type: 'market', symbol: 'BTC/USDT', timeframe: null, rest: ['foo'] }],
    ['btc 7h', { type: 'other-timeframe', symbol: 'BTC/USDT', asked: '7h', followed: ['1h', '4h'] }],
    ['eth 4h', { type: 'other-timeframe', symbol: 'ETH/USDT', asked: '4h', followed: ['1h'] }],
    ['btc 1M', { type: 'other-timeframe', symbol: 'BTC/USDT', asked: '1M', followed: ['1h', '4h'] }],
    ['sol 1h', { type: 'several', asked: 'sol', symbols: ['SOL/USDT', 'SOL/EUR'], timeframe: '1h' }],
    ['doge 1h', { type: 'unknown', asked: 'doge', near: [] }],
    ['  ', { type: 'nothing' }],
  ])('%j', (text, asked) => {
    expect(readMarket(text, SERIES)).toEqual(asked);
  });

  it('is read in bounded time, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5_000 }), (text) => {
        expect(readMarket(text, SERIES)).toHaveProperty('type');
        mentionedMarket(text, SERIES);
      }),
    );
    expect(readMarket('btc '.repeat(2_000), SERIES).type).toBe('market');
  });
});

describe('a length of candles', () => {
  it.each([
    ['1h', '1h'],
    ['H1', '1h'],
    ['60', '1h'],
    ['60m', '1h'],
    ['hourly', '1h'],
    ['4H', '4h'],
    ['240min', '4h'],
    ['D1', '1d'],
    ['daily', '1d'],
    ['1m', '1m'],
    ['M15', '15m'],
    ['7h', null],
    ['1M', null],
    ['1w', null],
    ['MN1', null],
  ])('%s is %s', (word, timeframe) => {
    expect(readTimeframe(word)).toEqual({ timeframe, text: word });
  });

  it.each(['foo', 'h', 'd', 'btc', '', '1inch', '4h4'])('%j is none', (word) => {
    expect(readTimeframe(word)).toBeNull();
  });
});

describe('a pair in a sentence', () => {
  it.each([
    ['bitcoin?', 'BTC/USDT'],
    ['what about Bitcoin today, is it good', 'BTC/USDT'],
    ['how much is ether now', 'ETH/USDT'],
    ['should I sell my LINK now or wait', 'LINK/USDT'],
    ['tell me please about eur/usd of today', 'EUR/USD'],
  ])('%j', (text, symbol) => {
    expect(mentionedMarket(text, SERIES)).toMatchObject({ type: 'market', symbol });
  });

  it.each(['how do I link my account to this', 'how much does it cost?', 'hello', '🚀🚀🚀', ''])(
    '%j has none',
    (text) => {
      expect(mentionedMarket(text, SERIES)).toBeNull();
    },
  );
});
