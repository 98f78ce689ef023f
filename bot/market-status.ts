import type { Reason } from '../engine/reason.ts';
import type { DataQuality, MarketSource } from '../engine/signals/signal.ts';
import type { VenueErrorCode } from '../engine/venue/venue-error.ts';

/**
 * closed: the market does not trade now. late: the newest candle is overdue. paused: the venue is not asked for a while.
 * disabled: the venue refuses the series, or all of ours; it is asked again after a quarter of an hour, then ever more seldom.
 */
export type MarketState = 'ok' | 'closed' | 'late' | 'paused' | 'disabled';

/** Why a market is not "ok", as a code with parameters; bot/texts/state-reason-text.ts makes the sentence. */
export type StateReason =
  | { readonly code: 'market-closed'; readonly params: Readonly<Record<string, never>> }
  | { readonly code: 'candle-missing'; readonly params: { readonly closeTimeMs: number } }
  /** `skewMs`: the venue's clock less ours. */
  | { readonly code: 'clocks-apart'; readonly params: { readonly skewMs: number } }
  | { readonly code: 'venue-failed'; readonly params: VenueFailure };

/** What a venue answered: the code for readers, the words of the error for whoever mends it. */
export interface VenueFailure {
  readonly failure: VenueErrorCode;
  readonly detail: string;
}

/** What is wrong with a market while it lasts. */
export interface MarketTrouble {
  readonly state: MarketState;
  readonly reason: StateReason;
}

/** One series the product follows and how fresh it is. Ages are in product time (the replay's in sandbox mode). */
export interface MarketStatus {
  readonly exchange: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly marketSource: MarketSource;
  /** ISO-8601 UTC close of the newest candle stored, null when there is none. */
  readonly lastCandleTime: string | null;
  /** Seconds of product time since that close. */
  readonly ageSeconds: number | null;
  /** Candles stored, and candles missing between the first and the last of them. */
  readonly candles: number;
  readonly gaps: number;
  /** Closed candles that the venue revised. */
  readonly revisions: number;
  /** Of the newest candles, as the next decision would look back on them; null while there are none. */
  readonly dataQuality: DataQuality | null;
  readonly state: MarketState;
  /** Why the state is not "ok"; null when it is. */
  readonly stateReason: StateReason | null;
  /** Why no signals are published for it though it is scored: a stale model or a record below the bar; null when it may speak. */
  readonly mutedReason?: Reason | null;
  /** The model that serves this series, null when none does. */
  readonly modelVersion: string | null;
  /** Newest closes, oldest first, for the line on the start page; empty when not at hand. Not part of the API. */
  readonly recentCloses?: readonly number[];
}
