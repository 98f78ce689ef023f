/** What went wrong at a venue; stable words for logs, metrics and tests. */
export type VenueErrorCode =
  | 'venue/timeout'
  | 'venue/network'
  | 'venue/unavailable'
  | 'venue/maintenance'
  | 'venue/geo-blocked'
  | 'venue/rate-limited'
  | 'venue/bad-response'
  | 'venue/bad-symbol'
  | 'venue/bad-request'
  | 'venue/not-supported'
  | 'venue/not-authorised'
  | 'venue/clock-skew'
  | 'venue/no-progress'
  | 'venue/closed'
  | 'venue/failed';

/**
 * "later": the same call may work after retryAfterMs. "never": hardly before a person has
 * changed something; tried again after retryAfterMs all the same.
 */
export type VenueRetry = 'later' | 'never';

/** Every error of a Venue. `cause` is ccxt's own error, `sample` the beginning of an answer that could not be understood. */
export class VenueError extends Error {
  override readonly name = 'VenueError';
  readonly code: VenueErrorCode;
  readonly retry: VenueRetry;
  readonly retryAfterMs: number;
  readonly sample: string | null;

  constructor(
    code: VenueErrorCode,
    message: string,
    options: {
      readonly retry: VenueRetry;
      readonly retryAfterMs?: number;
      readonly sample?: string | null;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retry = options.retry;
    this.retryAfterMs = options.retryAfterMs ?? 0;
    this.sample = options.sample ?? null;
  }
}
