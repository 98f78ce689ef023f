import { VenueError, type VenueErrorCode } from './venue-error.ts';

const BACK_OFF_MS = [5_000, 10_000, 20_000, 40_000, 60_000];

export interface GateDeps {
  readonly exchangeId: string;
  readonly wait: (ms: number) => Promise<void>;
  /** Monotonic wall time in milliseconds. */
  readonly nowMs: () => number;
  /** A call waits at a shut gate at most this long; else it fails at once and says when to come back. */
  readonly maxWaitMs: number;
}

/** The one gate before a venue: while it is shut nobody asks, whatever the call. */
export interface Gate {
  /** Resolves with a ticket when the venue may be asked. Throws VenueError when that is too far off or never. */
  pass(): Promise<number>;
  /** Shuts for a while: as long as the venue said. Returns how long. */
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

export function createGate({ exchangeId, wait, nowMs, maxWaitMs }: GateDeps): Gate {
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
    async pass() {
      while (true) {
        if (ended !== null) throw ended;
        const remainingMs = shutUntilMs - nowMs();
        if (remainingMs <= 0) return ticket;
        if (remainingMs > maxWaitMs) {
          const seconds = Math.ceil(remainingMs / 1_000);
          throw new VenueError(reason, `${exchangeId} is not asked for another ${seconds} s`, {
            retry: 'later',
            retryAfterMs: remainingMs,
          });
        }
        await wait(remainingMs);
      }
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
