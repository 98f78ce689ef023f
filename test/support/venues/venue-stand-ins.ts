import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aggregate } from '../../../engine/market/aggregate.ts';
import { type CandleColumns, candleAt } from '../../../engine/market/candle.ts';

const HOUR_S = 3_600;

/** What a stand-in answers to one request; null: 404. */
type Answer = (path: string, query: URLSearchParams) => unknown;

export interface VenueStandIn {
  readonly url: string;
  readonly paths: () => readonly string[];
  close(): Promise<void>;
}

interface StandInDeps {
  readonly columns: CandleColumns;
  readonly nowMs: number;
}

interface Row {
  readonly s: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** Rows of a length that open from `fromS` to `toS`, and not in the future. */
function rowsOf(
  { columns, nowMs }: StandInDeps,
  { fromS, toS, stepS = HOUR_S }: { readonly fromS: number; readonly toS: number; readonly stepS?: number },
): readonly Row[] {
  const rows = stepS === HOUR_S ? columns : aggregate(columns, { baseMs: HOUR_S * 1_000, candleMs: stepS * 1_000 });
  return Array.from({ length: rows.length }, (_, row) => candleAt(rows, row))
    .map(({ openTimeMs, open, high, low, close, volume }) => ({
      s: openTimeMs / 1_000,
      open,
      high,
      low,
      close,
      volume: volume ?? 0,
    }))
    .filter(({ s }) => s >= fromS && s <= toS && s * 1_000 <= nowMs);
}

/** Coinbase Exchange: at most 300 rows [time, low, high, open, close, volume], newest first. */
function coinbase(deps: StandInDeps): Answer {
  return (path, query) => {
    if (path === '/time') return { iso: new Date(deps.nowMs).toISOString(), epoch: deps.nowMs / 1_000 };
    if (path === '/currencies') return [];
    if (path === '/products')
      return ['BTC', 'ETH'].map((coin) => ({
        id: `${coin}-USD`,
        base_currency: coin,
        quote_currency: 'USD',
        quote_increment: '0.01',
        base_increment: '0.00000001',
        min_market_funds: '1',
        status: 'online',
      }));
    if (!/^\/products\/(?:BTC|ETH)-USD\/candles$/.test(path)) return null;
    if (query.get('granularity') !== '3600') return null;
    const fromS = Date.parse(query.get('start') ?? '') / 1_000;
    const toS = Date.parse(query.get('end') ?? '') / 1_000;
    if ((toS - fromS) / HOUR_S >= 300) return null;
    return rowsOf(deps, { fromS, toS })
      .map(({ s, open, high, low, close, volume }) => [s, low, high, open, close, volume])
      .reverse();
  };
}

/** Kraken: the newest 720 rows at most, however far back one asks, the running one included. */
function kraken(deps: StandInDeps): Answer {
  return (path, query) => {
    if (path === '/0/public/Time')
      return { error: [], result: { unixtime: Math.floor(deps.nowMs / 1_000), rfc1123: '' } };
    if (path === '/0/public/Assets')
      return {
        error: [],
        result: {
          XXBT: { aclass: 'currency', altname: 'XBT', decimals: 10, display_decimals: 5, status: 'enabled' },
          ZUSD: { aclass: 'currency', altname: 'USD', decimals: 4, display_decimals: 2, status: 'enabled' },
        },
      };
    if (path === '/0/public/AssetPairs')
      return {
        error: [],
        result: {
          XXBTZUSD: {
            altname: 'XBTUSD',
            wsname: 'XBT/USD',
            base: 'XXBT',
            quote: 'ZUSD',
            pair_decimals: 1,
            lot_decimals: 8,
            fees: [],
            fees_maker: [],
            ordermin: '0.0001',
            costmin: '0.5',
            status: 'online',
            leverage_buy: [],
          },
        },
      };
    const minutes = Number(query.get('interval'));
    if (path !== '/0/public/OHLC' || ![60, 240].includes(minutes)) return null;
    const span = { fromS: Number(query.get('since')) + 1, toS: Number.POSITIVE_INFINITY, stepS: 60 * minutes };
    const rows = rowsOf(deps, span).slice(-720);
    return {
      error: [],
      result: {
        XXBTZUSD: rows.map(({ s, open, high, low, close, volume }) => [
          s,
          ...[open, high, low, close, close, volume].map(String),
          9,
        ]),
        last: 0,
      },
    };
  };
}

/** Bitstamp: up to 1,000 rows of strings; it tells no time. */
function bitstamp(deps: StandInDeps): Answer {
  return (path, query) => {
    if (path === '/api/v2/markets/' || path === '/api/v2/currencies/')
      return path.includes('currencies')
        ? []
        : [
            {
              name: 'BTC/USD',
              market_symbol: 'btcusd',
              base_currency: 'BTC',
              base_decimals: 8,
              counter_currency: 'USD',
              counter_decimals: 0,
              minimum_order_value: '10',
              trading: 'Enabled',
              instant_order_counter_decimals: 2,
              market_type: 'SPOT',
              description: 'Bitcoin / U.S. dollar',
            },
          ];
    const stepS = Number(query.get('step'));
    if (path !== '/api/v2/ohlc/btcusd/' || ![HOUR_S, 4 * HOUR_S].includes(stepS)) return null;
    const rows = rowsOf(deps, { fromS: Number(query.get('start')), toS: Number(query.get('end')), stepS });
    const ohlc = rows.map(({ s, ...prices }) =>
      Object.fromEntries([
        ['timestamp', String(s)],
        ...Object.entries(prices).map(([name, value]) => [name, String(value)]),
      ]),
    );
    return { data: { pair: 'BTC/USD', ohlc } };
  };
}

const ANSWERS = { coinbaseexchange: coinbase, kraken, bitstamp };

/** A venue by the shape of its own public API, serving these hours; strict: it answers 404 to what it does not know. */
export async function startVenueStandIn(venue: keyof typeof ANSWERS, deps: StandInDeps): Promise<VenueStandIn> {
  const answer = ANSWERS[venue](deps);
  const paths: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    paths.push(pathname);
    const body = answer(pathname, searchParams);
    response.writeHead(body === null ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? { message: 'NotFound' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    paths: () => paths,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
