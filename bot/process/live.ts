import { setTimeout as wait } from 'node:timers/promises';
import { mapTiers } from '../../billing/tiers.ts';
import { type CcxtVenue, openCcxtVenue, type SymbolCheck } from '../../engine/adapters/ccxt/venue.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import type { Venue } from '../../engine/venue/venue.ts';
import { VenueError } from '../../engine/venue/venue-error.ts';
import type { VenueListener } from '../../engine/venue/venue-event.ts';
import { type Config, ConfigError } from '../config.ts';
import { marketNames } from '../market-names.ts';
import { type FollowedMarket, swingSeries } from '../settings/followed-market.ts';
import { dutiesOf } from '../settings/role.ts';
import { fetchTelegramTime } from '../telegram/telegram-time.ts';
import { ENGLISH } from '../texts/language.ts';
import type { Environment } from './environment.ts';

const { plain } = ENGLISH;

/** Followed when MARKETS is not set: Binance for crypto, where days survive cost better than hours, Kraken for a fiat pair. */
export const USUAL_MARKETS: readonly FollowedMarket[] = [
  { series: { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' }, isSwing: false },
  { series: { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '4h' }, isSwing: true },
  { series: { exchange: 'binance', symbol: 'ETH/USDT', timeframe: '4h' }, isSwing: true },
  { series: { exchange: 'binance', symbol: 'SOL/USDT', timeframe: '4h' }, isSwing: true },
  { series: { exchange: 'kraken', symbol: 'EUR/USD', timeframe: '1h' }, isSwing: false },
];

/** An ill venue does not hold up the start: its symbols show themselves when it is asked for candles. */
const SYMBOL_CHECK_MS = 5_000;
/** Two years of hourly candles to train on. */
const HISTORY_CANDLES = 17_520;

/**
 * The real world: Telegram, venues and the system's clock. Rejects when a venue does not have a symbol; a venue that cannot be asked
 * now is said and asked again later, because the others can be. Telegram is not asked here: the engine runs without it.
 */
export async function openLive({
  config,
  print,
  onVenueEvent,
}: {
  readonly config: Config;
  readonly print: (line: string) => void;
  readonly onVenueEvent: VenueListener;
}): Promise<Environment> {
  if (config.telegram === null) throw new ConfigError('TELEGRAM_BOT_TOKEN: expected a bot token');
  const clock = createSystemClock();
  const markets = config.markets ?? USUAL_MARKETS;
  const series = markets.map((market) => market.series);
  const venues = new Map<string, CcxtVenue>();
  for (const exchangeId of new Set(series.map((each) => each.exchange))) {
    const baseUrl = config.exchangeApiRoot === null ? {} : { baseUrl: config.exchangeApiRoot.replace(/\/+$/, '') };
    venues.set(exchangeId, await openCcxtVenue({ exchangeId, clock, wait, onEvent: onVenueEvent, ...baseUrl }));
  }
  // Who decides nothing asks no venue, so that it starts however ill one is.
  if (dutiesOf(config.role).engine) await checkSymbols(series, venues, print);
  const { apiRoot } = config.telegram;
  let botUsername: string | null = null;
  return {
    mode: 'live',
    clock,
    steadyNowMs: () => process.uptime() * 1_000,
    series,
    swing: swingSeries(markets),
    marketSource: 'live',
    market: (language) => language.plain('pages-followed', { symbols: marketNames(series, language) }),
    marketNote: () => null,
    venue: byExchange(venues),
    historyCandles: HISTORY_CANDLES,
    telegram: { ...config.telegram, channelIds: config.channels, usualChannelIds: mapTiers(() => null) },
    cards: config.stripe === null ? null : { ...config.stripe, isOfferedInChat: config.cardButton ?? false },
    partners: config.partners,
    botUsername: () => botUsername,
    publicUrl: () => config.publicUrl,
    onIntroduced: (username) => {
      botUsername = username;
    },
    askTelegramTime: () => fetchTelegramTime(apiRoot),
    sandbox: null,
    notices: () => [],
    async close() {
      await Promise.all([...venues.values()].map((venue) => venue.close()));
    },
  };
}

/** The answer, or null when it takes longer; a later failure is dropped. */
async function within<T>(answer: Promise<T>, limitMs: number): Promise<T | null> {
  const limit = new AbortController();
  answer.catch(() => {});
  return Promise.race([answer, wait(limitMs, null, limit).catch(() => null)]).finally(() => limit.abort());
}

async function checkSymbols(
  series: readonly SeriesKey[],
  venues: ReadonlyMap<string, CcxtVenue>,
  print: (line: string) => void,
): Promise<void> {
  const wrong = await Promise.all(
    [...venues].map(async ([exchange, venue]) => {
      const symbols = series.filter((each) => each.exchange === exchange).map((each) => each.symbol);
      try {
        const checks = await within(venue.checkSymbols(symbols), SYMBOL_CHECK_MS);
        if (checks !== null) return wrongSymbols(exchange, checks);
        print(notChecked(exchange, plain('symbols-no-answer', { seconds: String(SYMBOL_CHECK_MS / 1_000) })));
        return [];
      } catch (error) {
        if (!(error instanceof VenueError)) throw error;
        print(notChecked(exchange, error.message));
        return [];
      }
    }),
  );
  const lines = wrong.flat();
  if (lines.length > 0) throw new ConfigError(`MARKETS: ${lines.join('; ')}`);
}

const notChecked = (exchange: string, reason: string): string => plain('symbols-not-checked', { exchange, reason });

function wrongSymbols(exchange: string, checks: readonly SymbolCheck[]): readonly string[] {
  return checks.flatMap((check) => {
    if (check.type === 'known') return [];
    const { symbol, suggestion } = check;
    if (suggestion === null) return [plain('symbol-unknown', { exchange, symbol })];
    return [plain('symbol-misspelt', { exchange, symbol, suggestion })];
  });
}

/** One venue that hands each call to the instance of its exchange. */
export function byExchange(venues: ReadonlyMap<string, Venue>): Venue {
  const venueOf = (exchange: string): Venue => {
    const venue = venues.get(exchange);
    if (venue === undefined) throw new Error(`expected one of ${[...venues.keys()].join(', ')}, was "${exchange}"`);
    return venue;
  };
  return {
    fetchCandles: (series, sinceMs, limit) => venueOf(series.exchange).fetchCandles(series, sinceMs, limit),
    async timeMs() {
      const [first] = venues.values();
      if (first === undefined) throw new Error('expected at least one venue');
      return first.timeMs();
    },
  };
}
