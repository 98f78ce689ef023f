import type { VenueErrorCode } from '../../venue/venue-error.ts';
import {
  AuthenticationError,
  BadRequest,
  BadResponse,
  BadSymbol,
  DDoSProtection,
  ExchangeNotAvailable,
  NetworkError,
  NotSupported,
  OnMaintenance,
  OperationFailed,
  PermissionDenied,
  RateLimitExceeded,
  RequestTimeout,
  RestrictedLocation,
} from './new-exchange.ts';

/**
 * What is done about an error. A call never sleeps for longer than two seconds: what needs more time fails and names the time of
 * the next attempt. retry: ask again soon, with jitter. back-off: no calls to this venue for 5, 10, 20, 40, then 60 s. stop: no
 * calls to it for as long as Retry-After asks. quarantine: this series is not asked for a quarter of an hour, then for hours, up
 * to a day. disable: the whole venue is not asked for 6, 12, then 24 hours. fail: give up.
 */
export type ErrorAction = 'retry' | 'back-off' | 'stop' | 'quarantine' | 'disable' | 'fail';

/** What is done about one kind of error. */
export interface ErrorRow {
  /** The ccxt class or the HTTP status that the row is about. */
  readonly when: string;
  readonly action: ErrorAction;
  /** How often the call is made in all, where that ends soon enough. */
  readonly attempts: number;
  readonly code: VenueErrorCode;
  readonly matches: (error: unknown, httpStatus: number | null) => boolean;
}

type ErrorClass = abstract new (...parameters: never[]) => Error;

const oneOf =
  (...classes: readonly ErrorClass[]) =>
  (error: unknown): boolean =>
    classes.some((errorClass) => error instanceof errorClass);

/** The first row that matches counts, so a special case stands above its general one. */
const ERROR_TABLE: readonly ErrorRow[] = [
  {
    when: 'HTTP 451, RestrictedLocation',
    action: 'disable',
    attempts: 1,
    code: 'venue/geo-blocked',
    matches: (error, status) => status === 451 || error instanceof RestrictedLocation,
  },
  {
    when: 'DDoSProtection, RateLimitExceeded',
    action: 'stop',
    attempts: 1,
    code: 'venue/rate-limited',
    matches: oneOf(DDoSProtection, RateLimitExceeded),
  },
  { when: 'RequestTimeout', action: 'retry', attempts: 4, code: 'venue/timeout', matches: oneOf(RequestTimeout) },
  { when: 'OnMaintenance', action: 'back-off', attempts: 1, code: 'venue/maintenance', matches: oneOf(OnMaintenance) },
  {
    when: 'ExchangeNotAvailable',
    action: 'back-off',
    attempts: 1,
    code: 'venue/unavailable',
    matches: oneOf(ExchangeNotAvailable),
  },
  {
    when: 'BadResponse, NullResponse',
    action: 'retry',
    attempts: 3,
    code: 'venue/bad-response',
    matches: oneOf(BadResponse),
  },
  { when: 'other NetworkError', action: 'retry', attempts: 4, code: 'venue/network', matches: oneOf(NetworkError) },
  {
    when: 'other OperationFailed',
    action: 'retry',
    attempts: 3,
    code: 'venue/failed',
    matches: oneOf(OperationFailed),
  },
  { when: 'BadSymbol', action: 'quarantine', attempts: 1, code: 'venue/bad-symbol', matches: oneOf(BadSymbol) },
  { when: 'BadRequest', action: 'quarantine', attempts: 1, code: 'venue/bad-request', matches: oneOf(BadRequest) },
  {
    when: 'NotSupported',
    action: 'quarantine',
    attempts: 1,
    code: 'venue/not-supported',
    matches: oneOf(NotSupported),
  },
  {
    when: 'AuthenticationError, PermissionDenied',
    action: 'disable',
    attempts: 1,
    code: 'venue/not-authorised',
    matches: oneOf(AuthenticationError, PermissionDenied),
  },
  // A server's own failure under an error code that ccxt knows only as an ExchangeError.
  {
    when: 'other HTTP 5xx',
    action: 'back-off',
    attempts: 1,
    code: 'venue/unavailable',
    matches: (_error, status) => status !== null && status >= 500,
  },
];

const OTHER: ErrorRow = {
  when: 'other ExchangeError',
  action: 'fail',
  attempts: 1,
  code: 'venue/failed',
  matches: () => true,
};

/** The row for an error thrown by ccxt; httpStatus is that of the answer that caused it, null when there was none. */
export function errorRow(error: unknown, httpStatus: number | null): ErrorRow {
  return ERROR_TABLE.find((row) => row.matches(error, httpStatus)) ?? OTHER;
}
