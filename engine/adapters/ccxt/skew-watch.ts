import { VenueError } from '../../venue/venue-error.ts';
import type { VenueListener } from '../../venue/venue-event.ts';

const WARN_MS = 1_000;
const STOP_MS = 5_000;

/** How far a venue's clock is from ours. */
export interface SkewWatch {
  /** Takes the venue's time, and ours before and after asking: the duration of the request itself is no skew. */
  saw(venueMs: number, between: { readonly beforeMs: number; readonly afterMs: number }): void;
  /** Throws VenueError when the clocks are five seconds apart or more. */
  refuse(): void;
}

/** Publishes an event when the skew passes one second ("warn"), five ("stop"), and when it is "fine" again. */
export function createSkewWatch(exchangeId: string, onEvent: VenueListener): SkewWatch {
  let skewMs = 0;
  let level: 'fine' | 'warn' | 'stop' = 'fine';
  return {
    saw(venueMs, { beforeMs, afterMs }) {
      skewMs = venueMs < beforeMs ? venueMs - beforeMs : Math.max(0, venueMs - afterMs);
      const size = Math.abs(skewMs);
      const now = size >= STOP_MS ? 'stop' : size >= WARN_MS ? 'warn' : 'fine';
      if (now !== level) onEvent({ type: 'clock-skew', exchangeId, skewMs, level: now });
      level = now;
    },
    refuse() {
      if (level !== 'stop') return;
      throw new VenueError(
        'venue/clock-skew',
        `${exchangeId}: expected clocks less than ${STOP_MS} ms apart, were ${skewMs} ms`,
        { retry: 'later', retryAfterMs: 60_000 },
      );
    },
  };
}
