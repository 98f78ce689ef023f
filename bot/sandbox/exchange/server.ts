import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CandleColumns } from '../../../engine/market/candle.ts';
import type { Timeframe } from '../../../engine/market/timeframe.ts';
import type { Clock } from '../../../engine/ports.ts';
import { type Answer, faultyAnswer, json, sendAnswer } from './answer.ts';
import { type CandleBook, createCandleBook, type SandboxMarket } from './candle-book.ts';
import { exchangeInfo, marketId } from './exchange-info.ts';
import { createFaultBox, type Fault } from './faults.ts';
import { klineRow, parseKlinesQuery } from './klines.ts';
import { createWeightMeter } from './weight-meter.ts';

export interface ExchangeSandboxDeps {
  /** One entry per symbol and timeframe; a request is served from the coarsest that fits. */
  readonly markets: readonly SandboxMarket[];
  /** The venue's clock: nothing after it exists. */
  readonly clock: Clock;
  /** Refuse with 429 above this weight per minute of wall time. Absent: no limit, since a replay outruns the wall clock. */
  readonly weightPerMinute?: number;
  readonly wallNowMs?: () => number;
  /** 0, the default, takes any free port. */
  readonly port?: number;
}

/** A running stand-in for a spot exchange on loopback. */
export interface ExchangeSandbox {
  /** "http://127.0.0.1:PORT", without a path. */
  readonly url: string;
  /** Adds candles that came later, as when a live venue is followed. Throws for a series that was not there at the start. */
  append(market: SandboxMarket): void;
  /** Makes something go wrong; returns how to take it back. */
  inject(fault: Fault): () => void;
  /** Requests answered so far, by path. */
  requests(): ReadonlyMap<string, number>;
  close(): Promise<void>;
}

const WEIGHTS: Readonly<Record<string, number>> = {
  '/api/v3/ping': 1,
  '/api/v3/time': 1,
  '/api/v3/exchangeInfo': 20,
  '/api/v3/klines': 2,
};

/**
 * Serves the public Binance spot REST surface that ccxt's binance class uses, from candles in memory and a clock that may be
 * a replay's. Listens on 127.0.0.1 only.
 */
export async function startExchangeSandbox(deps: ExchangeSandboxDeps): Promise<ExchangeSandbox> {
  const { weightPerMinute = Number.POSITIVE_INFINITY, wallNowMs = Date.now, port = 0 } = deps;
  const shelf = createShelf(deps.markets);
  const faults = createFaultBox();
  const meter = createWeightMeter({ weightPerMinute, wallNowMs });
  const counts = new Map<string, number>();
  const venue: Venue = { clock: deps.clock, shelf, faults, meter, weightPerMinute, counts };
  const server = createServer((request, response: ServerResponse) => sendAnswer(response, answerOf(venue, request)));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    append: ({ symbol, timeframe, columns }) => shelf.append(symbol, timeframe, columns),
    inject: faults.inject,
    requests: () => counts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What every request is answered from. */
interface Venue {
  readonly clock: Clock;
  readonly shelf: Shelf;
  readonly faults: ReturnType<typeof createFaultBox>;
  readonly meter: ReturnType<typeof createWeightMeter>;
  readonly weightPerMinute: number;
  /** Requests so far, by path. */
  readonly counts: Map<string, number>;
}

function answerOf(venue: Venue, request: IncomingMessage): Answer {
  const { counts, meter, faults } = venue;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  counts.set(pathname, (counts.get(pathname) ?? 0) + 1);
  const weight = request.method === 'GET' ? WEIGHTS[pathname] : undefined;
  if (weight === undefined)
    return {
      status: 404,
      headers: { 'content-type': 'text/html' },
      body: '<html><body><h2>404 Not found</h2></body></html>',
    };
  const verdict = meter.take(weight);
  const headers = { 'x-mbx-used-weight': String(verdict.used), 'x-mbx-used-weight-1m': String(verdict.used) };
  if (verdict.type === 'refused') {
    const { status, retryAfterSeconds } = verdict;
    const refused = faultyAnswer({ type: 'rate-limited', status, retryAfterSeconds }, json(200, {}));
    return { ...refused, headers: { ...headers, ...refused.headers } };
  }
  const good = withHeaders(route(venue, pathname, searchParams), headers);
  const fault = faults.strike(pathname.replace('/api/v3/', ''));
  return fault === null ? good : faultyAnswer(fault, good);
}

function route(venue: Venue, pathname: string, query: URLSearchParams): Answer {
  const { clock, faults, shelf, weightPerMinute } = venue;
  const nowMs = clock.nowMs();
  switch (pathname) {
    case '/api/v3/time':
      return json(200, { serverTime: Math.floor(nowMs + faults.clockSkewMs()) });
    case '/api/v3/exchangeInfo':
      return json(200, exchangeInfo(shelf.listing(nowMs), { nowMs, weightPerMinute }));
    case '/api/v3/klines':
      return klines(venue, query, nowMs);
    default:
      return json(200, {});
  }
}

function klines({ shelf, faults }: Venue, query: URLSearchParams, nowMs: number): Answer {
  const parsed = parseKlinesQuery(query, shelf.ids);
  if (parsed.type === 'refused') return json(400, parsed.refusal);
  const { request } = parsed;
  const { symbol, book } = shelf.find(request.marketId, request.candleMs);
  const lateMs = faults.lateByMs(symbol);
  const candles = book?.read({
    candleMs: request.candleMs,
    fromMs: request.startTimeMs,
    untilMs: Math.min(
      request.endTimeMs ?? Number.MAX_SAFE_INTEGER,
      lateMs === 0 ? nowMs : nowMs - lateMs - request.candleMs,
    ),
    limit: request.limit,
    nowMs,
  });
  const spoilt = faults.spoil(symbol, candles ?? []);
  return json(
    200,
    spoilt.map((candle) => klineRow(candle, request.candleMs)),
  );
}

function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

interface Shelf {
  readonly ids: ReadonlySet<string>;
  /** The coarsest book that can serve candles of candleMs; none when all of the market's books are too coarse. */
  find(id: string, candleMs: number): { readonly symbol: string; readonly book: CandleBook | null };
  append(symbol: string, timeframe: Timeframe, columns: CandleColumns): void;
  listing(nowMs: number): readonly { readonly symbol: string; readonly lastPrice: number }[];
}

function createShelf(markets: readonly SandboxMarket[]): Shelf {
  const symbols = new Map<string, string>();
  const books = new Map<string, Map<Timeframe, CandleBook>>();
  for (const { symbol, timeframe, columns } of markets) {
    const id = marketId(symbol);
    const taken = symbols.get(id);
    if (taken !== undefined && taken !== symbol)
      throw new Error(`expected one market with the id ${id}, were ${taken} and ${symbol}`);
    const ofSymbol = books.get(symbol) ?? new Map<Timeframe, CandleBook>();
    if (ofSymbol.has(timeframe)) throw new Error(`expected one series of ${symbol}@${timeframe}, were two`);
    ofSymbol.set(timeframe, createCandleBook(timeframe, columns));
    symbols.set(id, symbol);
    books.set(symbol, ofSymbol);
  }
  return {
    ids: new Set(symbols.keys()),
    find(id, candleMs) {
      const symbol = symbols.get(id) ?? '';
      const fitting = [...(books.get(symbol)?.values() ?? [])].filter((book) => candleMs % book.candleMs === 0);
      const book = fitting.sort((a, b) => b.candleMs - a.candleMs)[0] ?? null;
      return { symbol, book };
    },
    append(symbol, timeframe, columns) {
      const book = books.get(symbol)?.get(timeframe);
      if (book === undefined) throw new Error(`expected a series of this venue, was ${symbol}@${timeframe}`);
      book.append(columns);
    },
    listing: (nowMs) =>
      [...books].map(([symbol, ofSymbol]) => {
        const book = [...ofSymbol.values()][0];
        const newest = book?.read({ candleMs: book.candleMs, fromMs: null, untilMs: nowMs, limit: 1, nowMs });
        return { symbol, lastPrice: newest?.[0]?.close ?? 0 };
      }),
  };
}
