/**
 * What a column of a file holds. closeTime: when the candle ended. clock: the time of day where days have a column of
 * their own. tickVolume: price changes counted by a broker. amount: a volume that may be of the base or of the quote.
 * isComplete: 0 or false while it runs.
 */
export type Role =
  | 'time'
  | 'closeTime'
  | 'clock'
  | 'open'
  | 'high'
  | 'low'
  | 'close'
  | 'volume'
  | 'quoteVolume'
  | 'takerBuyVolume'
  | 'tickVolume'
  | 'amount'
  | 'isComplete'
  | `${'bid' | 'ask'}_${'open' | 'high' | 'low' | 'close'}`;

/** A role by name alone: a volume of whatever currency. */
export type NamedRole = Role | 'namelessVolume';

/** The prices of a candle, in the order of its columns. */
export const PRICES = ['open', 'high', 'low', 'close'] as const;
