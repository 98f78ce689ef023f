import type { CandleColumns } from '../market/candle.ts';
import { CONTEXT_FEATURES } from './context-features.ts';
import { clock, closeLocation, laggedReturn, momentum, rangePosition, sameTime, scale, session } from './families.ts';
import type { FeatureRow } from './feature-row.ts';
import { EXTREME_SPANS, INPUTS, inputOf } from './frame.ts';
import * as kernels from './kernels.ts';
import { LIBRARY_PREFIX, libraryFeature } from './library-feature.ts';
import { SESSIONS } from './sessions.ts';
import { VOLUME_FEATURES } from './volume-features.ts';

export type { FeatureRow } from './feature-row.ts';

/** Every feature, in the order models see them. To add one: add a row (and a stage when it needs a new column). */
export const FEATURES: readonly FeatureRow[] = [
  ...[1, 2, 3, 4, 5, 6].map(laggedReturn),
  ...[6, 12, 24, 72, 168].map(momentum),
  {
    name: 'volatility_24_168',
    group: 'volatility',
    formula: 'ln(σ24 / σ168)',
    window: 169,
    why: 'Reversal is stronger in some volatility regimes than in others.',
    source: 'Corsi 2009, "A simple approximate long-memory model of realized volatility"',
    needs: ['volatilityRatio'],
    fill: kernels.copyOf('volatilityRatio'),
  },
  {
    name: 'volatility_6_24',
    group: 'volatility',
    formula: 'ln(σ6 / σ24)',
    window: 25,
    why: 'A burst of volatility within the day marks news or forced trades.',
    source: 'Corsi 2009',
    needs: ['sigma6', 'perSigma24'],
    fill: kernels.volatilityHoursDay,
  },
  {
    name: 'range_168',
    group: 'volatility',
    formula: 'ln(max((h − l) / c, 10⁻⁶) / σ168)',
    window: 169,
    why: 'The range says how violent this candle was, which its return hides.',
    source: 'Parkinson 1980, "The extreme value method for estimating the variance of the rate of return"',
    needs: ['range', 'close', 'perSigma168'],
    fill: kernels.priceShareWeek('range'),
  },
  {
    name: 'atr_14',
    group: 'volatility',
    formula: 'ln(max(ATR14 / c, 10⁻⁶) / σ168)',
    window: 169,
    why: 'The usual range measure of traders; where it is high, stops lie close together.',
    source: 'Wilder 1978, "New concepts in technical trading systems"',
    needs: ['atr14', 'close', 'perSigma168'],
    fill: kernels.priceShareWeek('atr14'),
  },
  {
    name: 'volatility_regime',
    group: 'volatility',
    formula: '1 where σ24 > 4/3·σ168, −1 where σ24 < 3/4·σ168, else 0',
    window: 169,
    why: 'Calm and wild markets revert differently; a flag that a straight line can use.',
    source: 'Ang and Timmermann 2012, "Regime changes and financial markets"',
    needs: ['volatilityRatio'],
    fill: kernels.volatilityRegime,
  },
  {
    name: 'jump',
    group: 'volatility',
    formula:
      'sign of a return beyond 4 deviations of the smooth variation (π/2 · mean |r||r before|) of the 24 candles before it, else 0',
    window: 26,
    why: 'A jump is news and is kept; a push of the same size in a wild market is given back.',
    source: 'Lee and Mykland 2008, "Jumps in financial markets: a new nonparametric test"',
    needs: ['logReturn', 'neighbours24'],
    fill: kernels.jump,
  },
  {
    name: 'jump_share_24',
    group: 'volatility',
    formula: 'max(0, 1 − π/2 · Σ|r||r before| / Σ r² over 24)',
    window: 26,
    why: 'Whether the day was wild by one blow or all along.',
    source: 'Barndorff-Nielsen and Shephard 2004, "Power and bipower variation with stochastic volatility and jumps"',
    needs: ['squares24', 'neighbours24'],
    fill: kernels.jumpShare,
  },
  {
    name: 'close_location',
    group: 'shape',
    formula: '(2c − h − l) / (h − l), 0 for a candle without range',
    window: 1,
    why: 'A candle that closes at its high has met buyers in a hurry; their push is often given back.',
    source: 'Williams 1972 (accumulation/distribution); the strongest single feature here',
    needs: ['closeLocation'],
    fill: kernels.copyOf('closeLocation'),
  },
  {
    name: 'upper_wick',
    group: 'shape',
    formula: '(h − max(o, c)) / (h − l), 0 without range',
    window: 1,
    why: 'Prices above were tried and refused.',
    source: 'Nison 1991, "Japanese candlestick charting techniques"',
    needs: ['open', 'high', 'close', 'perRange'],
    fill: kernels.upperWick,
  },
  {
    name: 'lower_wick',
    group: 'shape',
    formula: '(min(o, c) − l) / (h − l), 0 without range',
    window: 1,
    why: 'Prices below were tried and refused.',
    source: 'Nison 1991',
    needs: ['open', 'low', 'close', 'perRange'],
    fill: kernels.lowerWick,
  },
  closeLocation(1),
  closeLocation(2),
  closeLocation(3),
  {
    name: 'body',
    group: 'shape',
    formula: '(c − o) / (h − l), 0 without range',
    window: 1,
    why: 'Whether the candle went one way or wavered.',
    source: 'Nison 1991',
    needs: ['open', 'close', 'perRange'],
    fill: kernels.body,
  },
  ...EXTREME_SPANS.map(rangePosition),
  {
    name: 'rsi_14',
    group: 'oscillator',
    formula: '(mean gain − mean loss) / (mean gain + mean loss), Wilder means over 14; = RSI/50 − 1',
    window: 15,
    why: 'How one-sided the last candles were.',
    source: 'Wilder 1978',
    needs: ['gainAverage', 'lossAverage'],
    fill: kernels.relativeStrength,
  },
  {
    name: 'bollinger_z_20',
    group: 'oscillator',
    formula: '(c − mean of 20 closes) / their standard deviation, 0 when they are equal',
    window: 20,
    why: 'Distance from the recent mean in its own scale: the classic reversal gauge.',
    source: 'Bollinger 2001, "Bollinger on Bollinger bands"',
    needs: ['close', 'bandMean20', 'bandWidth20'],
    fill: kernels.bollingerZ,
  },
  {
    name: 'macd_histogram',
    group: 'trend',
    formula: '(EMA12 − EMA26 − its EMA9) / (c·σ24)',
    window: 34,
    why: 'Whether the short trend gains or loses speed.',
    source: 'Appel 1979, MACD',
    needs: ['macd', 'macdSignal', 'close', 'perSigma24'],
    fill: kernels.macdHistogram,
  },
  {
    name: 'ema_24_distance',
    group: 'trend',
    formula: '(c / EMA24 − 1) / σ24',
    window: 25,
    why: 'Distance from the average price of the last day.',
    source: 'Brock, Lakonishok and LeBaron 1992, "Simple technical trading rules"',
    needs: ['ema24', 'close', 'perSigma24'],
    fill: kernels.meanDistanceDay,
  },
  {
    name: 'sma_168_distance',
    group: 'trend',
    formula: '(ln c − mean of ln c over 168) / (σ168·√168)',
    window: 169,
    why: 'Distance from the average price of the last week.',
    source: 'Brock, Lakonishok and LeBaron 1992',
    needs: ['logClose', 'sumLog168', 'perSigma168'],
    fill: kernels.meanDistanceWeek,
  },
  {
    name: 'streak',
    group: 'return',
    formula: 'signed number of closes in a row in one direction, cap 6, divided by 6',
    window: 7,
    why: 'Long runs of one colour tempt traders to bet on either side.',
    source: 'Connors and Alvarez 2012 (streak part of Connors RSI)',
    needs: ['streak'],
    fill: kernels.streakShare,
  },
  {
    name: 'direction',
    group: 'return',
    formula: 'sign(c − o)',
    window: 1,
    why: 'The reversal rule itself: the baseline bets against it.',
    source: 'Jegadeesh 1990',
    needs: ['direction'],
    fill: kernels.copyOf('direction'),
  },
  {
    name: 'return_volatility',
    group: 'return',
    formula: 'return_1 · ln(σ24 / σ168)',
    window: 169,
    why: 'Lets the reversal be stronger or weaker with the volatility regime.',
    source: 'Nagel 2012, "Evaporating liquidity"',
    needs: ['logReturn', 'perSigma24', 'volatilityRatio'],
    fill: kernels.returnVolatility,
  },
  {
    name: 'reversal_regime',
    group: 'return',
    formula: 'return_1 · (Σ r[j]·r[j−1] / Σ r[j]² over 240)',
    window: 241,
    why: 'Lets the reversal be as strong as it has been of late in this market.',
    source: 'Lo and MacKinlay 1988, "Stock market prices do not follow random walks"',
    needs: ['products240', 'squares240', 'logReturn', 'perSigma24'],
    fill: kernels.reversalRegime,
  },
  sameTime('return_day_ago', 1, 'perSigma24'),
  sameTime('return_week_ago', 7, 'perSigma168'),
  ...VOLUME_FEATURES,
  {
    name: 'hours_since_new_york_close',
    group: 'calendar',
    formula: 'hours 0..24 since the last 17:00 in New York (summer time observed) at the close',
    window: 1,
    why:
      'The trading day of currencies ends there: quotes thin out, spreads open, positions are squared; ' +
      'other markets follow its sessions.',
    source: 'Ranaldo 2009, "Segmentation and time-of-day patterns in foreign exchange markets"',
    needs: ['openTimeMs'],
    fill: kernels.hoursSinceNewYorkClose,
  },
  ...SESSIONS.map(session),
  clock('hour_sin', 1, 'Sessions differ in who trades.'),
  clock('hour_cos', 1, 'Sessions differ in who trades.'),
  clock('half_day_sin', 2, 'Two waves a day: openings and closings of the regions.'),
  clock('half_day_cos', 2, 'Two waves a day: openings and closings of the regions.'),
  clock('third_day_sin', 3, 'Three waves a day: Asia, Europe and America; perpetuals also pay funding every 8 hours.'),
  clock('third_day_cos', 3, 'Three waves a day: Asia, Europe and America; perpetuals also pay funding every 8 hours.'),
  clock('weekday_sin', 'week', 'Weekends are thin in crypto.'),
  clock('weekday_cos', 'week', 'Weekends are thin in crypto.'),
  ...CONTEXT_FEATURES,
  scale('sigma_24', 'sigma24', 'standard deviation of 24 log returns, at least 10⁻⁶'),
  scale('ema_24_price', 'ema24', 'EMA24 of c'),
  scale('atr_14_price', 'atr14', 'average true range over 14 candles (Wilder)'),
  scale('bollinger_mean_20_price', 'bandMean20', 'mean of 20 closes'),
  scale('bollinger_width_20_price', 'bandWidth20', 'population standard deviation of 20 closes'),
  {
    ...scale('macd_histogram_price', 'macd', 'EMA12 − EMA26 − its EMA9'),
    needs: ['macd', 'macdSignal'],
    fill: kernels.macdHistogramPrice,
  },
];

/** Names of the features a model may read, in table order. */
export const MODEL_FEATURES: readonly string[] = FEATURES.filter((row) => row.group !== 'scale').map((row) => row.name);

/**
 * Those of MODEL_FEATURES whose inputs at least one of the series has, in table order: nothing is learned from a column
 * that nobody can fill.
 */
export function availableFeatures(series: readonly CandleColumns[]): readonly string[] {
  const absent = INPUTS.filter((name) => series.every((candles) => inputOf(candles, name) === null));
  return MODEL_FEATURES.filter((name) => !featureRow(name).needs.some((need) => absent.some((one) => one === need)));
}

/**
 * Candles after which no value depends on where the series began by more than 10⁻⁶: the longest window (241, or 290
 * candles back to a day ago) and the longest memory of a running mean, (25/27)^300 ≈ 10⁻¹⁰. Rows before it are neither
 * trained on nor decided upon.
 */
export const WARM_UP_CANDLES = 300;

/** The table row called `name`, or one made from the name of a library indicator ("ti:CCI(20)"). Throws when there is none. */
export function featureRow(name: string): FeatureRow {
  if (name.startsWith(LIBRARY_PREFIX)) return libraryFeature(name);
  const row = FEATURES.find((candidate) => candidate.name === name);
  if (row === undefined)
    throw new Error(`expected one of the features ${FEATURES.map((one) => one.name).join(' ')}, was "${name}"`);
  return row;
}
