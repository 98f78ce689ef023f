import type { Candle } from '../market/candle.ts';
import type { SeriesKey } from '../market/series.ts';

/** A market venue, met through ccxt in every mode. Errors are VenueError (venue-error.ts). */
export interface Venue {
  /** Closed candles with openTimeMs ≥ sinceMs, oldest first, at most `limit`; an open candle is never among them. */
  fetchCandles(series: SeriesKey, sinceMs: number, limit: number): Promise<readonly Candle[]>;
  /** The venue's clock, epoch milliseconds. */
  timeMs(): Promise<number>;
}
