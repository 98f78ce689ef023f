import { type CandleColumns, columnsOf } from '../../../engine/market/candle.ts';
import { joinColumns } from '../../../engine/market/rows.ts';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import type { Venue } from '../../../engine/venue/venue.ts';
import { venueName } from '../../market-names.ts';
import { ENGLISH } from '../../texts/language.ts';
import type { SandboxMarket } from '../exchange/candle-book.ts';
import type { CandleCache } from './candle-cache.ts';
import { venueTrouble } from './pick-venue.ts';
import type { MarketSeries } from './replay-span.ts';

export interface FollowDeps {
  readonly series: readonly MarketSeries[];
  readonly openVenue: (exchangeId: string) => Promise<Venue>;
  /** The stand-in, which gets what is new. */
  readonly append: (market: SandboxMarket) => void;
  readonly cache: CandleCache;
  readonly wait: (ms: number) => Promise<void>;
  readonly log: (line: string) => void;
  /** Between two looks at the venue, in wall time. */
  readonly pollMs?: number;
}

const POLL_MS = 5_000;
const MOST_CANDLES = 1_000;

/** Carries new closed candles of live venues over to the stand-in until stopped. Resolves when the last look is over. */
export function followLive(deps: FollowDeps): { readonly stop: () => void; readonly done: Promise<void> } {
  const state = { stopped: false };
  const venues = new Map<string, Promise<Venue>>();
  const venueOf = (exchange: string): Promise<Venue> => {
    const venue = venues.get(exchange) ?? deps.openVenue(exchange);
    venues.set(exchange, venue);
    return venue;
  };
  const all = new Map<string, CandleColumns>(deps.series.map(({ key, columns }) => [seriesName(key), columns]));
  const look = async (key: SeriesKey): Promise<void> => {
    const known = all.get(seriesName(key));
    if (known === undefined) return;
    const sinceMs = (known.openTimeMs.at(-1) ?? 0) + timeframeMs(key.timeframe);
    const venue = await venueOf(key.exchange);
    const newer = columnsOf(await venue.fetchCandles(key, sinceMs, MOST_CANDLES));
    if (newer.length === 0) return;
    const joined = joinColumns(known, newer);
    all.set(seriesName(key), joined);
    deps.append({ symbol: key.symbol, timeframe: key.timeframe, columns: newer });
    deps.cache.write(key, joined);
  };
  // Told once when it begins and once when it is over: a look every few seconds would fill the terminal.
  const failing = new Set<string>();
  const report = (exchange: string, trouble: string | null): void => {
    if (trouble !== null && !failing.has(exchange))
      deps.log(ENGLISH.plain('market-stopped', { venue: venueName(exchange, ENGLISH), trouble }));
    if (trouble === null && failing.has(exchange))
      deps.log(ENGLISH.plain('market-back', { venue: venueName(exchange, ENGLISH) }));
    if (trouble === null) failing.delete(exchange);
    else failing.add(exchange);
  };
  const run = async (): Promise<void> => {
    while (!state.stopped) {
      const troubles = new Map<string, string | null>();
      for (const { key } of deps.series) {
        const trouble = await look(key).then(() => null, venueTrouble);
        troubles.set(key.exchange, troubles.get(key.exchange) ?? trouble);
      }
      for (const [exchange, trouble] of troubles) report(exchange, trouble);
      if (!state.stopped) await deps.wait(deps.pollMs ?? POLL_MS);
    }
  };
  return {
    stop: () => {
      state.stopped = true;
    },
    done: run(),
  };
}
