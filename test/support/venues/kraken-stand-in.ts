import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Candle } from '../../../engine/market/candle.ts';

/** What Kraken's OHLC endpoint gives at most, the unfinished candle included; older ones cannot be had. */
const MOST_ROWS = 720;

/** As much of Kraken's public REST surface as ccxt's kraken class asks for candles of EUR/USD. Loopback only. */
export async function startKrakenStandIn(options: {
  readonly candles: readonly Candle[];
  readonly candleMs: number;
  readonly nowMs: () => number;
}): Promise<{ readonly url: string; readonly requests: readonly string[]; close(): Promise<void> }> {
  const requests: string[] = [];
  const resultOf = (path: string, query: URLSearchParams): unknown => {
    switch (path) {
      case '/0/public/Time':
        return { unixtime: Math.floor(options.nowMs() / 1_000), rfc1123: '' };
      case '/0/public/Assets':
        return {
          ZEUR: { aclass: 'currency', altname: 'EUR', decimals: 4, display_decimals: 2, status: 'enabled' },
          ZUSD: { aclass: 'currency', altname: 'USD', decimals: 4, display_decimals: 2, status: 'enabled' },
        };
      case '/0/public/AssetPairs':
        return { ZEURZUSD: PAIR };
      case '/0/public/OHLC': {
        const sinceMs = Number(query.get('since') ?? 0) * 1_000;
        const begun = options.candles.filter((candle) => candle.openTimeMs <= options.nowMs()).slice(-MOST_ROWS);
        const rows = begun.filter((candle) => candle.openTimeMs > sinceMs).map(rowOf);
        return { ZEURZUSD: rows, last: Math.floor((begun.at(-2)?.openTimeMs ?? 0) / 1_000) };
      }
      default:
        return null;
    }
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    requests.push(pathname);
    const result = resultOf(pathname, searchParams);
    const body = result === null ? { error: ['EGeneral:Unknown method'] } : { error: [], result };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** [time in seconds, open, high, low, close, vwap, volume, trades] as Kraken writes them. */
function rowOf({ openTimeMs, open, high, low, close, volume }: Candle): readonly (number | string)[] {
  const text = (price: number): string => price.toFixed(5);
  return [openTimeMs / 1_000, text(open), text(high), text(low), text(close), text(close), String(volume ?? 0), 9];
}

const PAIR = {
  altname: 'EURUSD',
  wsname: 'EUR/USD',
  aclass_base: 'currency',
  base: 'ZEUR',
  aclass_quote: 'currency',
  quote: 'ZUSD',
  lot: 'unit',
  cost_decimals: 5,
  pair_decimals: 5,
  lot_decimals: 8,
  lot_multiplier: 1,
  leverage_buy: [],
  leverage_sell: [],
  fees: [[0, 0.2]],
  fees_maker: [[0, 0.2]],
  fee_volume_currency: 'ZUSD',
  margin_call: 80,
  margin_stop: 40,
  ordermin: '0.5',
  costmin: '0.5',
  tick_size: '0.00001',
  status: 'online',
};
