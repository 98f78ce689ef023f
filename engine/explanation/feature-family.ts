/** What features are about, as a reader sees it: all features of one family share one sentence. */
export const FEATURE_FAMILIES = [
  'last-move',
  'earlier-moves',
  'day-trend',
  'week-trend',
  'candle-close',
  'day-place',
  'week-place',
  'swings',
  'volume',
  'takers',
  'spread',
  'hour',
  'weekday',
  'same-time',
  'leader',
  'peers',
  'path',
  'funding',
  'long-short',
  'fear-greed',
  'this-market',
  'chosen',
] as const;
/** One of FEATURE_FAMILIES. "chosen" are indicators that the operator asked for by name. */
export type FeatureFamily = (typeof FEATURE_FAMILIES)[number];

/** By the names of features; the first that matches counts. */
const PATTERNS: readonly (readonly [pattern: RegExp, family: FeatureFamily])[] = [
  [/^(?:return_1|body|direction|return_volatility|reversal_regime)$/, 'last-move'],
  [/^(?:return_\d+|streak)$/, 'earlier-moves'],
  [/^return_(?:day|week)_ago$/, 'same-time'],
  [/^(?:momentum_(?:6|12|24)|ema_\d+_distance|macd_histogram)$/, 'day-trend'],
  [/^(?:momentum_\d+|sma_\d+_distance)$/, 'week-trend'],
  [/^(?:close_location(?:_\d+)?|upper_wick|lower_wick)$/, 'candle-close'],
  [/^(?:range_position_(?:2|3|6|12|24)|rsi_14|bollinger_z_20)$/, 'day-place'],
  [/^range_position_\d+$/, 'week-place'],
  [/^spread_/, 'spread'],
  [/^(?:volatility|range|atr|jump)_?/, 'swings'],
  [/^volume_z/, 'volume'],
  [/^taker_balance$/, 'takers'],
  [/^(?:hours_since_new_york_close$|session_|hour_|half_day_|third_day_)/, 'hour'],
  [/^weekday_/, 'weekday'],
  [/^leader_/, 'leader'],
  [/^market_/, 'peers'],
  [/^symbol_code$/, 'this-market'],
  [/^path_/, 'path'],
  [/^funding_/, 'funding'],
  [/^long_short_/, 'long-short'],
  [/^fear_greed/, 'fear-greed'],
];

/** The family of a feature; "chosen" for one that is not in the table of features. */
export function familyOf(feature: string): FeatureFamily {
  return PATTERNS.find(([pattern]) => pattern.test(feature))?.[1] ?? 'chosen';
}
