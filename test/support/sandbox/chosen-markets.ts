import type { ChosenMarket } from '../../../bot/sandbox/market/chosen-market.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { someCandles } from '../candles/sandbox-candles.ts';

const columns = someCandles({ count: 2, candleMs: HOUR_MS });
const BASE = {
  id: 'a1b2c3',
  series: [
    { key: { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' }, columns, origin: 'x' },
    { key: { exchange: 'binance', symbol: 'ETH/USDT', timeframe: '1h' }, columns, origin: 'x' },
  ],
  startMs: Date.UTC(2024, 8, 6),
  endMs: Date.UTC(2024, 10, 12),
  symbolsWithoutVolume: new Set<string>(),
  pastCandles: 3_600,
  redated: [],
  swing: [],
  tooShortForSwing: [],
  seed: null,
} as const;

/** What a sandbox may replay: one of each source, and recordings of other years. */
export const CHOSEN_MARKETS: readonly ChosenMarket[] = [
  { ...BASE, source: 'live' },
  { ...BASE, source: 'recorded' },
  {
    ...{ ...BASE, source: 'recorded' },
    series: [{ key: { exchange: 'file', symbol: 'EUR/USD', timeframe: '1h' }, columns, origin: 'x' }],
    redated: [
      { symbol: 'EUR/USD', year: 2018, yearsLater: 6 },
      { symbol: 'ETH/USD', year: 2025, yearsLater: -1 },
    ],
  },
  {
    ...{ ...BASE, source: 'simulated', seed: 7, tooShortForSwing: [BASE.series[1].key] },
    series: [{ key: { exchange: 'simulated', symbol: 'BTC/USDT', timeframe: '1h' }, columns, origin: 'x' }],
  },
];
