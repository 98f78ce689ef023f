import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type * as Ccxt from 'ccxt';
import type { Exchange } from 'ccxt';

/**
 * ccxt's index loads all of its hundred venues, 60 MB that a process never uses. Its package exports nothing else, so its files are
 * reached by their path. test/engine/adapters/ccxt/new-exchange.test.ts fails when an upgrade moves them.
 */
const CCXT_FILES = new URL('../js/src/', pathToFileURL(createRequire(import.meta.url).resolve('ccxt')));

// What a file of ccxt exports by these names is what its index exports by them; the test holds them to be the same objects.
const [errors, base] = (await Promise.all([importCcxt('base/errors.js'), importCcxt('base/Exchange.js')])) as [
  typeof Ccxt.errors,
  { readonly Exchange: typeof Exchange },
];

export const {
  AuthenticationError,
  BadRequest,
  BadResponse,
  BadSymbol,
  DDoSProtection,
  ExchangeNotAvailable,
  NetworkError,
  NotSupported,
  NullResponse,
  OnMaintenance,
  OperationFailed,
  PermissionDenied,
  RateLimitExceeded,
  RequestTimeout,
  RestrictedLocation,
} = errors;

/** A new instance of the venue's class. Rejects for an id that ccxt does not have. */
export async function newExchange(exchangeId: string, settings: object): Promise<Exchange> {
  const file = /^[a-z0-9]+$/.test(exchangeId) ? await importCcxt(`${exchangeId}.js`).catch(unlessMissing) : null;
  if (typeof file?.default !== 'function') throw new Error(`expected a venue that ccxt knows, was "${exchangeId}"`);
  const exchange: unknown = Reflect.construct(file.default, [settings]);
  if (!(exchange instanceof base.Exchange)) throw new Error(`expected a ccxt exchange behind "${exchangeId}"`);
  return exchange;
}

function importCcxt(file: string): Promise<{ readonly default?: unknown }> {
  return import(new URL(file, CCXT_FILES).href);
}

function unlessMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null;
  throw error;
}
