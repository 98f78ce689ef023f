import { VenueError, type VenueErrorCode } from '../../venue/venue-error.ts';

const BACK_OFF_MS = [5_000, 10_000, 20_000, 40_000, 60_000];

/**
 * A circuit breaker for a venue: while the gate is shut every call fails at once. No call waits for it to open: a walk that slept
 * here once held up all markets for minutes; the error names the time of the next attempt.
 */
export interface Gate {
  /** Returns a ticket when the venue may be asked. Throws VenueError with the time left when it may not. */
  pass(): number;
  /** Shuts for as long as Retry-After asks. Returns how long. */
  shutFor(ms: number, code: VenueErrorCode): number;
  /**
   * Shuts for the next step of 5, 10, 20, 40, 60 s. Returns how long. Calls that were under way together fail together: a
   * ticket from before the last trouble adds nothing to it.
   */
  backOff(code: VenueErrorCode, ticket: number): number;
  shutForEver(error: VenueError): void;
  /** A call came through: the next trouble starts again at 5 s. True when the gate had been shut. */
  succeeded(): boolean;
}

/** `nowMs` is monotonic wall time. */
export function createGate(exchangeId: string, nowMs: () => number): Gate {
  let shutUntilMs = Number.NEGATIVE_INFINITY;
  let reason: VenueErrorCode = 'venue/unavailable';
  let troubles = 0;
  let wasShut = false;
  let ticket = 0;
  let ended: VenueError | null = null;
  const shut = (ms: number, code: VenueErrorCode): number => {
    shutUntilMs = Math.max(shutUntilMs, nowMs() + ms);
    wasShut = true;
    reason = code;
    return Math.max(0, shutUntilMs - nowMs());
  };
  return {
    pass() {
      if (ended !== null) throw ended;
      const retryAfterMs = shutUntilMs - nowMs();
      if (retryAfterMs <= 0) return ticket;
      const seconds = Math.ceil(retryAfterMs / 1_000);
      throw new VenueError(reason, `${exchangeId} is not asked for another ${seconds} s`, {
        retry: 'later',
        retryAfterMs,
      });
    },
    shutFor: shut,
    backOff(code, ofTicket) {
      if (ofTicket < ticket) return Math.max(0, shutUntilMs - nowMs());
      const step = BACK_OFF_MS[Math.min(troubles, BACK_OFF_MS.length - 1)] ?? 60_000;
      troubles += 1;
      ticket += 1;
      return shut(step, code);
    },
    shutForEver(error) {
      ended ??= error;
    },
    succeeded() {
      const again = wasShut;
      troubles = 0;
      wasShut = false;
      return again;
    },
  };
}
