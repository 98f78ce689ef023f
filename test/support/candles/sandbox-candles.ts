import { simulateCandles } from '../../../bot/sandbox/market/simulate-candles.ts';
import type { CandleColumns } from '../../../engine/market/candle.ts';

/** 2024-03-01, a round hour, day and month. */
export const FIRST_MS = Date.UTC(2024, 2, 1);

/** `count` simulated candles of BTC/USDT from FIRST_MS on, always the same. */
export function someCandles({ count, candleMs }: { readonly count: number; readonly candleMs: number }): CandleColumns {
  return simulateCandles({ symbol: 'BTC/USDT', candleMs, count, endMs: FIRST_MS + count * candleMs, seed: 1 });
}
