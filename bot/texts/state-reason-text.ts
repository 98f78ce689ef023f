import type { VenueErrorCode } from '../../engine/venue/venue-error.ts';
import type { StateReason, VenueFailure } from '../market-status.ts';
import type { Language } from './language.ts';
import type { TextKey } from './translate.ts';

/** One text for each code; a new code does not compile without one. */
const FAILURES = {
  'venue/timeout': 'venue-timeout',
  'venue/network': 'venue-network',
  'venue/unavailable': 'venue-unavailable',
  'venue/maintenance': 'venue-maintenance',
  'venue/geo-blocked': 'venue-geo-blocked',
  'venue/rate-limited': 'venue-rate-limited',
  'venue/bad-response': 'venue-bad-response',
  'venue/bad-symbol': 'venue-bad-symbol',
  'venue/bad-request': 'venue-bad-request',
  'venue/not-supported': 'venue-not-supported',
  'venue/not-authorised': 'venue-not-authorised',
  'venue/clock-skew': 'venue-clock-skew',
  'venue/no-progress': 'venue-no-progress',
  'venue/closed': 'venue-closed',
  'venue/failed': 'venue-failed',
} as const satisfies Readonly<Record<VenueErrorCode, Extract<TextKey, `venue-${string}`>>>;

/** Why a market is not "ok", as plain text; API and operators are answered in English. */
export function stateReasonText(reason: StateReason, language: Language): string {
  const { plain, format } = language;
  switch (reason.code) {
    case 'market-closed':
      return plain('state-market-closed');
    case 'candle-missing':
      return plain('state-candle-missing', { time: format.minute(reason.params.closeTimeMs) });
    case 'clocks-apart':
      return plain('state-clocks-apart', { seconds: format.fixed(Math.abs(reason.params.skewMs) / 1_000, 1) });
    case 'venue-failed':
      return venueFailureText(reason.params, language);
  }
}

/** What is wrong with a venue, in the reader's language, and the words of its own error as they came. */
export function venueFailureText({ failure, detail }: VenueFailure, { plain }: Language): string {
  return plain('state-venue-failed', { failure: plain(FAILURES[failure]), detail });
}
