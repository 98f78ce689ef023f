import type { StateReason } from '../../bot/market-status.ts';
import type { VenueErrorCode } from '../../engine/venue/venue-error.ts';

/** What each code of a venue's error is called; the compiler asks for a new one. */
const VENUE_SENTENCES: Readonly<Record<VenueErrorCode, string>> = {
  'venue/timeout': 'no answer in time',
  'venue/network': 'no connection',
  'venue/unavailable': 'not available',
  'venue/maintenance': 'under maintenance',
  'venue/geo-blocked': 'this region is refused',
  'venue/rate-limited': 'asked too often',
  'venue/bad-response': 'no readable answer',
  'venue/bad-symbol': 'the market is not known there',
  'venue/bad-request': 'the request is refused',
  'venue/not-supported': 'the request is not supported',
  'venue/not-authorised': 'access is refused',
  'venue/clock-skew': 'the clocks do not agree',
  'venue/no-progress': 'only older candles than asked for',
  'venue/closed': 'the connection is closed',
  'venue/failed': 'the request failed',
};

type Examples = {
  readonly [Code in StateReason['code']]: readonly (readonly [
    reason: Extract<StateReason, { readonly code: Code }>,
    sentence: string,
  ])[];
};

/** The same as a value from outside that has no letter of ours: Ñ. */
const DETAIL = 'Ñ';

const EXAMPLES: Examples = {
  'market-closed': [[{ code: 'market-closed', params: {} }, 'the market does not trade now']],
  'candle-missing': [
    [
      { code: 'candle-missing', params: { closeTimeMs: Date.UTC(2024, 0, 1, 14) } },
      'no candle closing 2024‑01‑01 14:00 UTC yet',
    ],
  ],
  'clocks-apart': [[{ code: 'clocks-apart', params: { skewMs: -6_543 } }, 'the clocks are 6.5 s apart']],
  'venue-failed': Object.entries(VENUE_SENTENCES).map(([failure, sentence]) => [
    { code: 'venue-failed', params: { failure: failure as VenueErrorCode, detail: DETAIL } },
    `${sentence}: ${DETAIL}`,
  ]),
};

/** Every reason why a market is not "ok", with its English sentence. */
export const STATE_REASON_SAMPLES: readonly (readonly [reason: StateReason, sentence: string])[] =
  Object.values(EXAMPLES).flat();
