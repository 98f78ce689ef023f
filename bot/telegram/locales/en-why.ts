import type { Why, WhyPart } from '../../../engine/signals/explain.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import { utcMinuteText } from '../views/price-text.ts';
import { percentText } from './format.ts';
import { escapeHtml } from './html.ts';

/** Features that are told one by one; the rest together. */
const TOLD = 6;
/** A recomputed probability further from the signal's than this is pointed out. */
const NOTABLE = 0.005;

/** Families of features, by what their names look like. */
const FAMILIES: readonly (readonly [pattern: RegExp, say: (...numbers: readonly string[]) => string])[] = [
  [/^return_1$/, () => 'the move of the last candle'],
  [/^return_(\d+)$/, (n) => `the move ${Number(n) - 1} candle${n === '2' ? '' : 's'} before`],
  [/^return_day_ago$/, () => 'the same hour yesterday'],
  [/^return_week_ago$/, () => 'the same hour a week ago'],
  [/^return_volatility$/, () => 'the last move, by how wild the day is'],
  [/^reversal_regime$/, () => 'the last move, by how prices have reverted of late'],
  [/^momentum_(\d+)$/, (n) => `the trend over ${n} candles`],
  [/^close_location$/, () => 'where the candle closed in its range'],
  [/^close_location_(\d+)$/, (n) => `where it closed ${n} candle${n === '1' ? '' : 's'} before`],
  [/^range_position_(\d+)$/, (n) => `the place in the range of ${n} candles`],
  [/^body$/, () => 'the body of the candle'],
  [/^direction$/, () => 'the colour of the candle'],
  [/^streak$/, () => 'closes in a row in one direction'],
  [/^(upper|lower)_wick$/, (side) => `the ${side} wick`],
  [/^volume_z/, () => 'the volume'],
  [/^taker_balance$/, () => 'who was in a hurry: buyers or sellers'],
  [/^spread_volatility$/, () => 'the quoted spread'],
  [/^(volatility|range|atr|jump)/, () => 'how wild the market is'],
  [/^rsi_14$/, () => 'RSI 14'],
  [/^bollinger_z_20$/, () => 'the place in the Bollinger band'],
  [/^macd_histogram$/, () => 'the MACD histogram'],
  [/^(ema|sma)_(\d+)_distance$/, (_, n) => `the distance from the mean of ${n} candles`],
  [/^hours_since_new_york_close$/, () => 'the hour of the trading day'],
  [/^session_(\w+)$/, (city) => `whether ${city === 'new_york' ? 'New York' : capital(city)} is at work`],
  [/^(hour|half_day|third_day)_/, () => 'the time of day'],
  [/^weekday_/, () => 'the day of the week'],
  [/^leader_/, () => 'what Bitcoin did'],
  [/^market_/, () => 'what the other markets did'],
  [/^symbol_code$/, () => 'which market it is'],
  [/^path_/, () => 'the path within the candle'],
  [/^funding_/, () => 'the funding rate'],
  [/^long_short_/, () => 'how many are long'],
  [/^fear_greed/, () => 'the Fear & Greed index'],
];

function capital(text: string | undefined): string {
  return text === undefined ? '' : text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a feature is, for a reader. Several features may be one thing to a reader. */
function featureText(name: string): string {
  for (const [pattern, say] of FAMILIES) {
    const match = pattern.exec(name);
    if (match !== null) return say(...match.slice(1));
  }
  return name.replace(/^ti:/, '').replaceAll('_', ' ');
}

/** Parts that say the same to a reader, added up; largest first. */
function told(parts: readonly WhyPart[]): readonly (readonly [text: string, points: number])[] {
  const sums = new Map<string, number>();
  for (const { feature, points } of parts) {
    const text = featureText(feature);
    sums.set(text, (sums.get(text) ?? 0) + (Number.isNaN(points) ? 0 : points));
  }
  return [...sums].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
}

const tenths = (share: number): number => Math.round(1_000 * share);
const tenthsText = (points: number): string => `${points < 0 ? '−' : '+'}${(Math.abs(points) / 10).toFixed(1)}`;

function whyText({ probabilityUp, startUp, parts }: Why, signal: Signal): string {
  const all = told(parts);
  const shown = all.slice(0, TOLD).map(([text, points]) => [text, tenths(points)] as const);
  const lines = shown.map(
    ([text, points]) => `${points < 0 ? '▼' : '▲'} <b>${tenthsText(points)}</b> ${escapeHtml(text)}`,
  );
  // What is left of the figures as they are shown, so that a reader who adds them up arrives at the chance told.
  const rest = shown.reduce((left, [, points]) => left - points, tenths(probabilityUp) - tenths(startUp));
  const { series, side, closeTimeMs, modelVersion } = signal;
  const isOff = Math.abs(probabilityUp - signal.probabilityUp) > NOTABLE;
  return [
    `🔎 <b>Why ${side} ${escapeHtml(series.symbol)}</b> · ${escapeHtml(series.timeframe)} · candle closed ${utcMinuteText(closeTimeMs)}`,
    `Chance that the next candle closes higher: <b>${percentText(probabilityUp)}</b>. Knowing nothing it would be ${percentText(startUp)}. What moved it, in percentage points:`,
    [...lines, ...(rest === 0 ? [] : [`${rest < 0 ? '▽' : '△'} ${tenthsText(rest)} everything else`])].join('\n'),
    ...(isOff
      ? [`The signal said ${percentText(signal.probabilityUp)}: candles it was made from were told differently since.`]
      : []),
    `Model <code>${escapeHtml(modelVersion)}</code>\n<i>This is what the model read, not what made the market move.</i>`,
  ].join('\n\n');
}

/** Texts about why a signal came. */
export const why = {
  buttonWhy: '🔎 Why?',
  whyUsage:
    'Tell me which signal: <code>/why a1b2c3d4e5</code>. The id stands in every signal; under its chart is a button.',
  whyNoModel: 'The model that gave this signal is no longer kept, so I cannot say what moved it.',
  whyNoCandles: 'The candles this signal was made from are no longer all stored, so I cannot say what moved it.',
  why: whyText,
};
