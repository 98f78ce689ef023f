import type { Exchange } from 'ccxt';
import { BadResponse, NullResponse, newExchange, RequestTimeout } from './new-exchange.ts';

/** What the answer behind an error looked like. */
export interface AnswerFacts {
  readonly httpStatus: number;
  readonly retryAfterMs: number | null;
  readonly sample: string;
}

/** A ccxt instance, and the answers behind its errors. */
export interface OpenExchange {
  readonly exchange: Exchange;
  /** The answer that made ccxt throw this error; null when there was none (timeout, refused connection). */
  factsOf(error: unknown): AnswerFacts | null;
}

/** Which exchange is opened, and how patiently it is asked. */
export interface OpenExchangeOptions {
  readonly exchangeId: string;
  /** Sends every request to this origin instead of the venue's own, paths unchanged. */
  readonly baseUrl?: string;
  readonly timeoutMs: number;
  /** Milliseconds of wall time per request weight; absent: ccxt's own figure for the venue. */
  readonly rateLimitMs?: number;
}

const SAMPLE_CHARACTERS = 200;
/** ccxt's own timer ends with the headers; ours goes on over the body, a little later so that ccxt's message wins. */
const BODY_GRACE_MS = 250;

/**
 * One ccxt instance with three gaps closed: an answer that is no JSON or empty is an error (ccxt would take it for zero
 * candles), a body that never ends is a timeout, and status and Retry-After of a failed answer can be asked for.
 * Rejects for an id that ccxt does not have.
 */
export async function openExchange(options: OpenExchangeOptions): Promise<OpenExchange> {
  const { exchangeId, baseUrl, timeoutMs, rateLimitMs } = options;
  const exchange = await newExchange(exchangeId, {
    enableRateLimit: true,
    timeout: timeoutMs,
    // Spot candles are all we read: one listing request instead of one per kind of market.
    options: { defaultType: 'spot', fetchMarkets: { types: ['spot'] }, fetchCurrencies: false, fetchMargins: false },
    ...(rateLimitMs === undefined ? {} : { rateLimit: rateLimitMs }),
  });
  if (baseUrl !== undefined) exchange.urls.api = redirected(exchange.urls.api, baseUrl);
  const facts = new WeakMap<object, AnswerFacts>();
  refuseUnreadableAnswers(exchange, facts);
  limitWholeRequest(exchange, timeoutMs + BODY_GRACE_MS);
  return {
    exchange,
    factsOf: (error) => (typeof error === 'object' && error !== null ? (facts.get(error) ?? null) : null),
  };
}

type Urls = Exchange['urls']['api'];

function redirected(urls: Urls, baseUrl: string): Urls {
  const entries = Object.entries(urls).map(([name, url]) => [
    name,
    typeof url === 'string' ? url.replace(/^https?:\/\/[^/]+/, baseUrl) : redirected(url, baseUrl),
  ]);
  return Object.fromEntries(entries);
}

function refuseUnreadableAnswers(exchange: Exchange, facts: WeakMap<object, AnswerFacts>): void {
  const handleErrors = exchange.handleErrors.bind(exchange);
  exchange.handleErrors = (...answer) => {
    const [status, reason, url, method, headers, body, parsed] = answer;
    try {
      const handled = handleErrors(...answer);
      if (handled === undefined) exchange.handleHttpStatusCode(status, reason, url, method, body);
      if (status < 300 && body.trim() === '')
        throw new NullResponse(`${exchange.id} ${method} ${url}: expected JSON, was an empty body`);
      if (status < 300 && parsed === undefined)
        throw new BadResponse(`${exchange.id} ${method} ${url}: expected JSON, was "${body.slice(0, 60)}"`);
      return handled;
    } catch (error) {
      if (typeof error === 'object' && error !== null) {
        facts.set(error, {
          httpStatus: status,
          retryAfterMs: retryAfterMs(headers['Retry-After']),
          sample: body.slice(0, SAMPLE_CHARACTERS),
        });
      }
      throw error;
    }
  };
}

/** Retry-After is seconds or an HTTP date. */
function retryAfterMs(header: unknown): number | null {
  if (typeof header !== 'string') return null;
  if (/^\d+$/.test(header)) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

function limitWholeRequest(exchange: Exchange, limitMs: number): void {
  const request = exchange.fetch.bind(exchange);
  exchange.fetch = (...parameters) => {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_resolve, reject) => {
      const refuse = (): void =>
        reject(new RequestTimeout(`${exchange.id} ${String(parameters[0])}: no whole answer within ${limitMs} ms`));
      timer = setTimeout(refuse, limitMs);
    });
    return Promise.race([request(...parameters), deadline]).finally(() => clearTimeout(timer));
  };
}
