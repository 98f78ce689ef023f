import type { Reason } from '../engine/reason.ts';
import type { DataQuality, MarketSource } from '../engine/signals/signal.ts';

/**
 * closed: the market does not trade now. late: the newest candle is overdue. paused: the venue is not asked for a while.
 * disabled: the venue refuses the series, or all of ours; it is asked again after a quarter of an hour, then ever more seldom.
 */
export type MarketState = 'ok' | 'closed' | 'late' | 'paused' | 'disabled';

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
  /** Closed candles that the venue told differently afterwards. */
  readonly revisions: number;
  /** Of the newest candles, as the next decision would look back on them; null while there are none. */
  readonly dataQuality: DataQuality | null;
  readonly state: MarketState;
  /** Why the state is not "ok", in words; null when it is. */
  readonly stateReason: string | null;
  /** Why no signals are published for it though it is scored: a stale model or a record below the bar; null when it may speak. */
  readonly mutedReason?: Reason | null;
  /** The model that serves this series, null when none does. */
  readonly modelVersion: string | null;
  /** Newest closes, oldest first, for the line on the start page; empty when not at hand. Not part of the API. */
  readonly recentCloses?: readonly number[];
}
