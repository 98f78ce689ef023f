import type { Candle } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { Clock } from '../../../engine/ports.ts';
import { HOUR_MS, MINUTE_MS } from '../../../engine/time.ts';
import type { Venue } from '../../../engine/venue/venue.ts';
import { VenueError } from '../../../engine/venue/venue-error.ts';
import { reversingCandles } from '../../../test/support/candles/candles.ts';

const SYMBOLS = ['BTC/USDT', 'ETH/USDT'] as const;
export const SERIES: readonly SeriesKey[] = SYMBOLS.map((symbol) => ({ exchange: 'binance', symbol, timeframe: '1h' }));
/** Candles before the day that is walked. */
export const PAST = 1_200;
const DAYS_CANDLES = 40;
const FIRST_MS = Date.UTC(2024, 0, 1);

/** When the day begins: the close of the last candle of the past. */
export const DAY_START_MS = FIRST_MS + PAST * HOUR_MS;

const CANDLES: ReadonlyMap<string, readonly Candle[]> = new Map(
  SYMBOLS.map((symbol, index) => [
    symbol,
    reversingCandles({ count: PAST + DAYS_CANDLES, seed: 7 + index, startMs: FIRST_MS, candleMs: HOUR_MS }),
  ]),
);

export function candlesOf(symbol: string): readonly Candle[] {
  return CANDLES.get(symbol) ?? [];
}

/** What an exchange does wrong with an answer. */
export type ExchangeFate =
  | ('late' | 'timeout' | 'off' | 'refused' | 'duplicate' | 'unordered' | 'absurd' | 'off-grid')
  | ('missing' | 'revised' | 'unreadable' | 'blocked');

/** The recorded market as an exchange that may answer wrongly. */
export function createSimulatedExchange(clock: Clock, fateOf: (candles: number) => ExchangeFate | null): Venue {
  return {
    async fetchCandles({ symbol }, sinceMs, limit) {
      const nowMs = clock.nowMs();
      const closed = candlesOf(symbol).filter(
        (each) => each.openTimeMs >= sinceMs && each.openTimeMs + HOUR_MS <= nowMs,
      );
      const page = closed.slice(0, limit);
      // Nothing new: no fault would be seen.
      return page.length === 0 ? page : altered(page, fateOf(page.length));
    },
    timeMs: async () => clock.nowMs(),
  };
}

function altered(candles: readonly Candle[], fate: ExchangeFate | null): readonly Candle[] {
  const last = candles.at(-1);
  if (fate === null || last === undefined) return candles;
  switch (fate) {
    case 'timeout':
      throw new VenueError('venue/timeout', 'no answer within 10 s', { retry: 'later' });
    case 'off':
      throw new VenueError('venue/unavailable', '503', { retry: 'later' });
    case 'refused':
      throw new VenueError('venue/rate-limited', '429', { retry: 'later' });
    case 'unreadable':
      throw new VenueError('venue/bad-response', 'half an answer', { retry: 'later', sample: '{"code"' });
    case 'blocked':
      throw new VenueError('venue/geo-blocked', '451', { retry: 'never', retryAfterMs: 30 * MINUTE_MS });
    case 'missing':
      return candles.filter((_, index) => index !== candles.length - 2);
    case 'revised':
      return candles.map((each, index) =>
        index === candles.length - 2 ? { ...each, close: (each.open + each.close) / 2 } : each,
      );
    case 'late':
      return candles.slice(0, -1);
    case 'duplicate':
      return [...candles, last];
    case 'unordered':
      return candles.toReversed();
    case 'absurd':
      return [...candles.slice(0, -1), { ...last, high: last.high * 50 }];
    case 'off-grid':
      return [...candles, { ...last, openTimeMs: last.openTimeMs + 7 }];
  }
}
