import { HOUR_MS, MINUTE_MS } from '../../time.ts';
import { VenueError } from '../../venue/venue-error.ts';

/** After each refusal in a row: a slip of one answer costs a market a quarter of an hour, not the time until a restart. */
export const SERIES_REST_MS: readonly number[] = [
  15 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
  24 * HOUR_MS,
];
/** For a whole venue that shuts us out (HTTP 451, keys that are refused): this changes seldom, and asking on can make it worse. */
export const VENUE_REST_MS: readonly number[] = [6 * HOUR_MS, 12 * HOUR_MS, 24 * HOUR_MS];

interface Entry {
  readonly failure: VenueError;
  readonly restsUntilMs: number;
  readonly refusals: number;
}

/** What a venue refused for good: left alone for a while that grows with each refusal in a row, then tried again. */
export interface Quarantine {
  /** Throws what was refused last, with the time left, while `key` is left alone. */
  check(key: string): void;
  /** `key` was refused: returns the failure with the time, in milliseconds, for which it is left alone from now on. */
  add(key: string, failure: VenueError): VenueError;
  /** `key` was answered: true when that ended its quarantine. An answer to what was asked before the refusal does not. */
  release(key: string): boolean;
  /** Why `key` was refused last, whether it is left alone still or may be tried again; null when it is not quarantined. */
  reason(key: string): VenueError | null;
}

/** `nowMs` is monotonic wall time; `restMs` lists the pause after each refusal in a row; the last one holds for all that follow. */
export function createQuarantine(restMs: readonly number[], nowMs: () => number): Quarantine {
  const entries = new Map<string, Entry>();
  return {
    check(key) {
      const entry = entries.get(key);
      if (entry === undefined || nowMs() >= entry.restsUntilMs) return;
      throw resting(entry.failure, entry.restsUntilMs - nowMs());
    },
    add(key, failure) {
      const refusals = entries.get(key)?.refusals ?? 0;
      const forMs = restMs[Math.min(refusals, restMs.length - 1)] ?? 0;
      const rested = resting(failure, forMs);
      entries.set(key, { failure: rested, restsUntilMs: nowMs() + forMs, refusals: refusals + 1 });
      return rested;
    },
    release(key) {
      const entry = entries.get(key);
      return entry !== undefined && nowMs() >= entry.restsUntilMs && entries.delete(key);
    },
    reason: (key) => entries.get(key)?.failure ?? null,
  };
}

function resting({ code, message, retry, sample, cause }: VenueError, retryAfterMs: number): VenueError {
  return new VenueError(code, message, { retry, retryAfterMs, sample, cause });
}
