import type { StrikingFault } from '../../../../bot/sandbox/exchange/faults.ts';

const ALWAYS = { path: 'klines', times: Number.POSITIVE_INFINITY };

/** For faults that last until the venue's time is over. */
const SHORT = { timeoutMs: 500 };

/** One way in which a venue fails, and what becomes of it: `attempts` in all, `waits` between them in milliseconds. */
export interface FailureCase {
  readonly name: string;
  readonly fault: StrikingFault;
  readonly code: string;
  readonly retry: 'later' | 'never';
  readonly attempts: number;
  readonly cause: string;
  readonly waits?: readonly number[];
  readonly venue?: { readonly timeoutMs: number };
}

const AGAIN = [250, 500, 1_000];
export const FAILURE_CASES: readonly FailureCase[] = [
  {
    name: 'a hang',
    fault: { type: 'hang', ...ALWAYS },
    code: 'venue/timeout',
    retry: 'later',
    attempts: 4,
    cause: 'RequestTimeout',
    waits: AGAIN,
    venue: SHORT,
  },
  {
    name: 'a body that never ends',
    fault: { type: 'stall', ...ALWAYS },
    code: 'venue/timeout',
    retry: 'later',
    attempts: 4,
    cause: 'RequestTimeout',
    waits: AGAIN,
    venue: SHORT,
  },
  {
    name: 'HTTP 504',
    fault: { type: 'server-error', status: 504, ...ALWAYS },
    code: 'venue/timeout',
    retry: 'later',
    attempts: 4,
    cause: 'RequestTimeout',
    waits: AGAIN,
  },
  {
    name: 'a reset connection',
    fault: { type: 'reset', ...ALWAYS },
    code: 'venue/network',
    retry: 'later',
    attempts: 4,
    cause: 'NetworkError',
    waits: AGAIN,
  },
  {
    name: 'HTTP 500',
    fault: { type: 'server-error', status: 500, ...ALWAYS },
    code: 'venue/unavailable',
    retry: 'later',
    attempts: 1,
    cause: 'ExchangeNotAvailable',
  },
  {
    name: 'HTTP 502',
    fault: { type: 'server-error', status: 502, ...ALWAYS },
    code: 'venue/unavailable',
    retry: 'later',
    attempts: 1,
    cause: 'ExchangeNotAvailable',
  },
  {
    name: 'HTTP 503 with a page',
    fault: { type: 'html', status: 503, ...ALWAYS },
    code: 'venue/unavailable',
    retry: 'later',
    attempts: 1,
    cause: 'ExchangeNotAvailable',
  },
  {
    name: 'a firewall page under 403',
    fault: { type: 'html', status: 403, ...ALWAYS },
    code: 'venue/unavailable',
    retry: 'later',
    attempts: 1,
    cause: 'ExchangeNotAvailable',
  },
  {
    name: 'a server failure in an unknown code',
    fault: { type: 'refused', status: 500, code: -777, message: 'oops', ...ALWAYS },
    code: 'venue/unavailable',
    retry: 'later',
    attempts: 1,
    cause: 'ExchangeError',
  },
  {
    name: 'maintenance',
    fault: { type: 'maintenance', ...ALWAYS },
    code: 'venue/maintenance',
    retry: 'later',
    attempts: 1,
    cause: 'OnMaintenance',
  },
  {
    name: 'HTTP 451',
    fault: { type: 'geo-blocked', ...ALWAYS },
    code: 'venue/geo-blocked',
    retry: 'never',
    attempts: 1,
    cause: 'ExchangeNotAvailable',
  },
  {
    name: 'HTTP 429',
    fault: { type: 'rate-limited', status: 429, retryAfterSeconds: 7, ...ALWAYS },
    code: 'venue/rate-limited',
    retry: 'later',
    attempts: 1,
    cause: 'DDoSProtection',
  },
  {
    name: 'HTTP 418',
    fault: { type: 'rate-limited', status: 418, retryAfterSeconds: 30, ...ALWAYS },
    code: 'venue/rate-limited',
    retry: 'later',
    attempts: 1,
    cause: 'DDoSProtection',
  },
  {
    name: 'code -1003',
    fault: { type: 'refused', status: 400, code: -1003, message: 'Too many requests.', ...ALWAYS },
    code: 'venue/rate-limited',
    retry: 'later',
    attempts: 1,
    cause: 'RateLimitExceeded',
  },
  {
    name: 'HTML instead of JSON',
    fault: { type: 'html', status: 200, ...ALWAYS },
    code: 'venue/bad-response',
    retry: 'later',
    attempts: 3,
    cause: 'BadResponse',
    waits: [250, 500],
  },
  {
    name: 'truncated JSON',
    fault: { type: 'truncated', ...ALWAYS },
    code: 'venue/bad-response',
    retry: 'later',
    attempts: 3,
    cause: 'BadResponse',
    waits: [250, 500],
  },
  {
    name: 'an empty body',
    fault: { type: 'empty', ...ALWAYS },
    code: 'venue/bad-response',
    retry: 'later',
    attempts: 3,
    cause: 'NullResponse',
    waits: [250, 500],
  },
  {
    name: 'an unknown error of the server',
    fault: { type: 'refused', status: 400, code: -1000, message: 'An unknown error occurred.', ...ALWAYS },
    code: 'venue/failed',
    retry: 'later',
    attempts: 3,
    cause: 'OperationFailed',
    waits: [250, 500],
  },
  {
    name: 'a symbol the venue does not have',
    fault: { type: 'bad-symbol', ...ALWAYS },
    code: 'venue/bad-symbol',
    retry: 'never',
    attempts: 1,
    cause: 'BadSymbol',
  },
  {
    name: 'a bad request',
    fault: { type: 'refused', status: 400, code: -1120, message: 'Invalid interval.', ...ALWAYS },
    code: 'venue/bad-request',
    retry: 'never',
    attempts: 1,
    cause: 'BadRequest',
  },
  {
    name: 'missing rights',
    fault: { type: 'refused', status: 401, code: -1002, message: 'You are not authorized.', ...ALWAYS },
    code: 'venue/not-authorised',
    retry: 'never',
    attempts: 1,
    cause: 'AuthenticationError',
  },
  {
    name: 'any other refusal',
    fault: { type: 'refused', status: 400, code: -777, message: 'Something else.', ...ALWAYS },
    code: 'venue/failed',
    retry: 'never',
    attempts: 1,
    cause: 'ExchangeError',
  },
];
