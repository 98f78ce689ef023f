import type { Exchange } from 'ccxt';
import type { Timeframe } from '../../market/timeframe.ts';
import { BadResponse } from './new-exchange.ts';

/** Rows of one answer: those with openTimeMs ≥ sinceMs (epoch milliseconds), oldest first, at most `size`. */
export interface RowQuestion {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly sinceMs: number;
  readonly size: number;
}

/** Positions of time, open, high, low, close, volume and taker-buy volume in a Binance kline. */
const KLINE_CELLS = [0, 1, 2, 3, 4, 5, 9] as const;
/** Venues whose spot candles are Binance klines. */
const KLINE_VENUES = ['binance', 'binanceus'];

/**
 * The venue's candle rows: [openTimeMs, open, high, low, close, volume], and the taker-buy volume at the end where the venue
 * states it. ccxt's own fetchOHLCV drops that column, so Binance is asked through ccxt's plain endpoint.
 */
export async function candleRows(exchange: Exchange, question: RowQuestion): Promise<readonly unknown[]> {
  const klines: unknown = 'publicGetKlines' in exchange ? exchange.publicGetKlines : undefined;
  const { symbol, timeframe, sinceMs, size } = question;
  if (!KLINE_VENUES.includes(exchange.id) || typeof klines !== 'function')
    return exchange.fetchOHLCV(symbol, timeframe, sinceMs, size);
  const answer: unknown = await klines.call(exchange, {
    symbol: exchange.market(symbol).id,
    interval: exchange.timeframes?.[timeframe] ?? timeframe,
    startTime: sinceMs,
    limit: size,
  });
  if (!Array.isArray(answer)) throw new BadResponse(`${exchange.id}: expected rows of candles, was ${typeof answer}`);
  return answer.map((row: unknown) => (Array.isArray(row) ? KLINE_CELLS.map((cell) => Number(row[cell])) : row));
}
