import { expect, it } from 'vitest';
import { englishReason } from '../../../bot/texts/english-reason.ts';
import type { Reason } from '../../../engine/reason.ts';

const comparison = { gain: -0.00123, low: -0.002, high: -0.0001, compared: 2160, days: 90 };
const followed = ['binance:BTC/USDT@1h', 'kraken:EUR/USD@1h'];

it.each<[Reason, string]>([
  [{ code: 'text', params: { text: 'as it was stored' } }, 'as it was stored'],
  [{ code: 'candles-missing', params: { share: 0.0179 } }, '1.8 % of the look-back window is missing'],
  [{ code: 'candles-revised', params: { share: 3 / 168 } }, '1.8 % of the look-back window was revised afterwards'],
  [{ code: 'newest-reaches-far', params: { ranges: 12.4 } }, 'the newest candle reaches 12 average ranges far'],
  [{ code: 'newest-reaches-far', params: { ranges: 1e6 } }, 'the newest candle reaches over 1,000 average ranges far'],
  [{ code: 'price-still', params: { share: 1, candles: 24 } }, '100.0 % of the last 24 candles did not move'],
  [{ code: 'newest-late', params: { lateMs: 119_000 } }, 'the newest candle came 119 s late'],
  [{ code: 'newest-late', params: { lateMs: 180_000 } }, 'the newest candle came 3 min late'],
  [{ code: 'newest-stale', params: { staleMs: 10_800_000 } }, 'the newest candle is 3 h older than it should be'],
  [
    { code: 'level-changed', params: { candlesAgo: 5, ratio: 1000 } },
    'the price changed its level 5 candles ago (× 1000): another unit or market',
  ],
  [
    { code: 'signals-below-bar', params: { signals: 400, accuracy: 0.44, upperBound: 0.489, required: 0.52 } },
    'of the last 400 signals 44.0 % were right, at best 48.9 % in the long run, below 52.0 %',
  ],
  [
    { code: 'brier-worse', params: comparison },
    'its Brier score is worse by 0.00123 [-0.00200, -0.00010] over 2160 decisions of the last 90 days',
  ],
  [
    { code: 'no-model-for', params: { symbol: 'EUR/USD', timeframe: '4h', followed } },
    'no model serves EUR/USD at 4h; followed are binance:BTC/USDT@1h, kraken:EUR/USD@1h',
  ],
])('%o is said as it always was', (reason, sentence) => {
  expect(englishReason(reason)).toBe(sentence);
});
