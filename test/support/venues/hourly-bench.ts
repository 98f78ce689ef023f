import type { CcxtVenueDeps } from '../../../engine/adapters/ccxt/venue.ts';
import { VenueError } from '../../../engine/venue/venue-error.ts';
import { FIRST_MS, someCandles } from '../candles/sandbox-candles.ts';
import { openVenueBench, type VenueBench } from './venue-bench.ts';

const HOUR_MS = 3_600_000;

export const HOURLY = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;
/** A fault of every request for candles. */
export const ALWAYS = { path: 'klines', times: Number.POSITIVE_INFINITY };

/** A venue with fifty hours of BTC/USDT, in their fortieth, which has been asked what it lists. */
export async function openHourlyBench(venue: Partial<CcxtVenueDeps> = {}): Promise<VenueBench> {
  const columns = someCandles({ count: 50, candleMs: HOUR_MS });
  const markets = [{ symbol: 'BTC/USDT', timeframe: '1h', columns }] as const;
  const bench = await openVenueBench({ markets, nowMs: FIRST_MS + 40 * HOUR_MS + 5_000, venue });
  await bench.venue.markets();
  return bench;
}

/** The error of a fetch of candles that fails. Throws when it succeeds, or fails otherwise. */
export async function failureOf(fetched: Promise<unknown>): Promise<VenueError> {
  const error: unknown = await fetched.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof VenueError)) throw new Error(`expected a VenueError, was ${String(error)}`);
  return error;
}
