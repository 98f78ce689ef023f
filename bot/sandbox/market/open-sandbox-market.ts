import { join } from 'node:path';
import { type CcxtVenue, createCcxtVenue } from '../../../engine/adapters/ccxt/venue.ts';
import type { VenueListener } from '../../../engine/adapters/ccxt/venue-event.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import type { Venue } from '../../../engine/ports.ts';
import { type ExchangeSandbox, startExchangeSandbox } from '../exchange/server.ts';
import { createPositionFile, createReplayClock, type ReplayClock, replaySpeed } from '../replay-clock.ts';
import { createCandleCache } from './candle-cache.ts';
import { type ChosenMarket, sandboxMarkets } from './choose-market.ts';
import { followLive } from './follow-live.ts';

export interface OpenSandboxMarketOptions {
  readonly chosen: ChosenMarket;
  /** SANDBOX_SPEED: candles per minute of wall time per market, counted in the shortest timeframe. */
  readonly candlesPerMinute: number;
  readonly cacheFolder: string;
  readonly wait: (ms: number) => Promise<void>;
  readonly say: (line: string) => void;
  readonly onVenueEvent: VenueListener;
  /** The replay's end was reached: said once per process. */
  readonly onEnd: () => void;
  /** Virtual time waits here, e.g. until the engine has caught up; absent: it waits for nobody. */
  readonly ceilingMs?: () => number;
  /** Venues of live markets, to follow them; unused for other sources. */
  readonly openVenue: (exchangeId: string) => Venue & { close(): Promise<void> };
}

/** What the process needs of a replayed market: the one clock, and a venue that is ccxt against the stand-in. */
export interface SandboxMarketPlace {
  readonly clock: ReplayClock;
  readonly venue: CcxtVenue;
  readonly exchange: ExchangeSandbox;
  /** Runs through the first ten days fast, so that a first visitor finds filled channels; later starts are not changed. */
  fastForward(): void;
  close(): Promise<void>;
}

const WARM_UP_MS = 10 * 86_400_000;
const WARM_UP_WALL_MS = 20_000;
/** The last candle counts as closed only some time after its end. */
const AFTER_LAST_CLOSE_MS = 60_000;

/** Starts the clock, the stand-in and the venue of a chosen market. */
export async function openSandboxMarket(options: OpenSandboxMarketOptions): Promise<SandboxMarketPlace> {
  const { chosen, candlesPerMinute, cacheFolder, wait, say } = options;
  const isLive = chosen.source === 'live';
  const shortestMs = Math.min(...chosen.series.map(({ key }) => timeframeMs(key.timeframe)));
  const clock = createReplayClock({
    startMs: chosen.startMs,
    endMs: isLive ? null : chosen.endMs + AFTER_LAST_CLOSE_MS,
    speed: replaySpeed(candlesPerMinute, shortestMs),
    position: createPositionFile(join(cacheFolder, 'replay-position.json'), chosen.id),
    // A live market's replay catches up with the wall clock and then goes along with it.
    ceilingMs: () =>
      Math.min(options.ceilingMs?.() ?? Number.POSITIVE_INFINITY, isLive ? Date.now() : Number.POSITIVE_INFINITY),
    onEnd: options.onEnd,
    onSaveFailed: (error) => say(`the replay stands still: its position cannot be saved (${String(error)})`),
  });
  const exchange = await startExchangeSandbox({ markets: sandboxMarkets(chosen), clock });
  const venue = createCcxtVenue({
    exchangeId: 'binance',
    baseUrl: exchange.url,
    clock,
    wait,
    symbolsWithoutVolume: chosen.symbolsWithoutVolume,
    onEvent: options.onVenueEvent,
  });
  const openVenues = new Set<{ close(): Promise<void> }>();
  const openVenue = (exchangeId: string): Venue => {
    const opened = options.openVenue(exchangeId);
    openVenues.add(opened);
    return opened;
  };
  const cache = createCandleCache(join(cacheFolder, 'candles'));
  const following = isLive
    ? followLive({ series: chosen.series, openVenue, append: exchange.append, cache, wait, say })
    : null;
  return {
    clock,
    venue,
    exchange,
    fastForward: () =>
      clock.fastForwardTo(
        chosen.startMs + WARM_UP_MS,
        Math.max(WARM_UP_MS / WARM_UP_WALL_MS, replaySpeed(candlesPerMinute, shortestMs)),
      ),
    async close() {
      following?.stop();
      clock.close();
      await Promise.all([venue, exchange, ...openVenues].map((each) => each.close()));
    },
  };
}
