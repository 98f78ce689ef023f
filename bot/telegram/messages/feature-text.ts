import type { Translate } from '../../texts/translate.ts';

type Family = readonly [pattern: RegExp, text: (t: Translate, ...found: readonly string[]) => string];

/** Families of features, by what their names look like. */
const FAMILIES: readonly Family[] = [
  [/^return_1$/, (t) => t('feature-last-return')],
  [/^return_(\d+)$/, (t, n) => t('feature-return', { candles: Number(n) - 1 })],
  [/^return_day_ago$/, (t) => t('feature-day-ago')],
  [/^return_week_ago$/, (t) => t('feature-week-ago')],
  [/^return_volatility$/, (t) => t('feature-return-volatility')],
  [/^reversal_regime$/, (t) => t('feature-reversal-regime')],
  [/^momentum_(\d+)$/, (t, candles = '') => t('feature-momentum', { candles })],
  [/^close_location$/, (t) => t('feature-close-location')],
  [/^close_location_(\d+)$/, (t, n) => t('feature-close-location-before', { candles: Number(n) })],
  [/^range_position_(\d+)$/, (t, candles = '') => t('feature-range-position', { candles })],
  [/^body$/, (t) => t('feature-body')],
  [/^direction$/, (t) => t('feature-direction')],
  [/^streak$/, (t) => t('feature-streak')],
  [/^(upper|lower)_wick$/, (t, side) => t('feature-wick', { side: side === 'upper' ? 'upper' : 'lower' })],
  [/^volume_z/, (t) => t('feature-volume')],
  [/^taker_balance$/, (t) => t('feature-taker-balance')],
  [/^spread_volatility$/, (t) => t('feature-spread')],
  [/^(volatility|range|atr|jump)/, (t) => t('feature-wildness')],
  [/^rsi_14$/, (t) => t('feature-rsi')],
  [/^bollinger_z_20$/, (t) => t('feature-bollinger')],
  [/^macd_histogram$/, (t) => t('feature-macd')],
  [/^(ema|sma)_(\d+)_distance$/, (t, _, candles = '') => t('feature-mean-distance', { candles })],
  [/^hours_since_new_york_close$/, (t) => t('feature-trading-hour')],
  [/^session_(\w+)$/, (t, city = '') => t('feature-session', { city: cityText(t, city) })],
  [/^(hour|half_day|third_day)_/, (t) => t('feature-time-of-day')],
  [/^weekday_/, (t) => t('feature-weekday')],
  [/^leader_/, (t) => t('feature-leader')],
  [/^market_/, (t) => t('feature-market')],
  [/^symbol_code$/, (t) => t('feature-symbol')],
  [/^path_/, (t) => t('feature-path')],
  [/^funding_/, (t) => t('feature-funding')],
  [/^long_short_/, (t) => t('feature-long-short')],
  [/^fear_greed/, (t) => t('feature-fear-greed')],
];

/** What a feature is, for a reader, as plain text. Several features may be one thing to a reader. */
export function featureText(t: Translate, name: string): string {
  for (const [pattern, text] of FAMILIES) {
    const match = pattern.exec(name);
    if (match !== null) return text(t, ...match.slice(1));
  }
  return name.replace(/^ti:/, '').replaceAll('_', ' ');
}

function cityText(t: Translate, city: string): string {
  return city === 'new_york' ? t('feature-new-york') : city.charAt(0).toUpperCase() + city.slice(1);
}
