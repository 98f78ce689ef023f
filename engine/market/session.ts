import { HOUR_MS } from '../time.ts';
import { assetClass } from './asset-class.ts';

/** First UTC hour of the four around the New York close: wide spreads, and most of what forex candles foretell of each other. */
const NEW_YORK_CLOSE_UTC = 20;

/** Whether a moment (epoch milliseconds) lies in 20:00–23:59 UTC. */
export function isNearNewYorkClose(timeMs: number): boolean {
  return Math.floor(timeMs / HOUR_MS) % 24 >= NEW_YORK_CLOSE_UTC;
}

/** Whether a candle that closes then is one of forex around the New York close: recalibrated apart from the others. */
export function isForexNewYorkClose(symbol: string, closeTimeMs: number): boolean {
  return isNearNewYorkClose(closeTimeMs) && assetClass(symbol) === 'forex';
}
