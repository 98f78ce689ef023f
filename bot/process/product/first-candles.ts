import { setTimeout as wait } from 'node:timers/promises';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import type { Venue } from '../../../engine/venue/venue.ts';
import { VenueError } from '../../../engine/venue/venue-error.ts';
import type { Observe } from '../../observe/observe.ts';
import { ENGLISH } from '../../texts/language.ts';
import { inSpan, seriesAttributes } from '../../tracing/span.ts';

const { plain } = ENGLISH;

/** A venue that remembers when each exchange last answered, in the given wall time. */
export interface WatchedVenue extends Venue {
  /** Of an exchange that has not answered: when watching began. */
  answeredAtMs(exchange: string): number;
}

/** Watches whether a venue makes progress, page by page. */
export function watchVenue(venue: Venue, wallNowMs: () => number): WatchedVenue {
  const sinceMs = wallNowMs();
  const answeredMs = new Map<string, number>();
  return {
    async fetchCandles(series, fromMs, limit) {
      const candles = await inSpan('venue-fetch', seriesAttributes(series), () =>
        venue.fetchCandles(series, fromMs, limit),
      );
      answeredMs.set(series.exchange, wallNowMs());
      return candles;
    },
    timeMs: () => venue.timeMs(),
    answeredAtMs: (exchange) => answeredMs.get(exchange) ?? sinceMs,
  };
}

export interface FirstCandles {
  readonly series: readonly SeriesKey[];
  /** Fetches what the venue has beyond the stored candles: of a series that has none, the training past. */
  readonly fetch: (series: SeriesKey) => Promise<unknown>;
  readonly venue: Pick<WatchedVenue, 'answeredAtMs'>;
  readonly observe: Pick<Observe, 'log'>;
  readonly print: (line: string) => void;
  readonly wallNowMs: () => number;
  /** A venue that has not answered for so long is not waited for; its candles may come later. */
  readonly silentMs: number;
}

const LOOK_EVERY_MS = 100;

/**
 * Fetches what every series lacks before anything is decided. A venue that refuses or says nothing holds up no other: that is said, and
 * the walk asks again. Returns whether every series has come. Rejects with what is not a venue's failure.
 */
export async function fetchFirstCandles(deps: FirstCandles): Promise<boolean> {
  const missing = new Set(deps.series);
  let refused = false;
  const fetching = deps.series.map(async (each) => {
    try {
      await deps.fetch(each);
    } catch (error) {
      if (!(error instanceof VenueError)) throw error;
      refused = true;
      deps.observe.log({ type: 'walk-failed', series: each, error, repeats: 0 });
      deps.print(plain('first-candles-refused', { series: seriesName(each), reason: error.message }));
    }
    missing.delete(each);
  });
  const done = Promise.all(fetching);
  const silent = (each: SeriesKey): boolean =>
    deps.wallNowMs() - deps.venue.answeredAtMs(each.exchange) > deps.silentMs;
  while (missing.size > 0 && ![...missing].every(silent)) {
    const limit = new AbortController();
    await Promise.race([done, wait(LOOK_EVERY_MS, undefined, limit).catch(() => {})]).finally(() => limit.abort());
  }
  if (missing.size === 0) await done;
  else done.catch((error: unknown) => deps.observe.log({ type: 'failure', where: 'first-candles', error }));
  for (const each of missing) deps.print(plain('first-candles-silent', { series: seriesName(each) }));
  return missing.size === 0 && !refused;
}
