import type { ColumnName } from './frame.ts';
import * as kernels from './kernels.ts';

/** One row of the feature table. Values at row i depend on the `window` newest candles ≤ i only (running means: in effect). */
export interface FeatureRow {
  readonly name: string;
  readonly group:
    | 'return'
    | 'momentum'
    | 'volatility'
    | 'shape'
    | 'oscillator'
    | 'trend'
    | 'volume'
    | 'calendar'
    | 'scale';
  readonly formula: string;
  /** Candles needed before the first value. */
  readonly window: number;
  readonly why: string;
  readonly source: string;
  /** True: unknown (NaN) where the source has no volume; a model then counts it as average. */
  readonly optional?: true;
  readonly needs: readonly ColumnName[];
  readonly fill: kernels.FeatureKernel;
}

const DAY_MS = 86_400_000;
const DAY = { periodMs: DAY_MS, steps: 1440, shiftMs: 0 };
const WEEK = { periodMs: 7 * DAY_MS, steps: 7, shiftMs: 3 * DAY_MS };
const LAGS = [1, 2, 3, 4, 5, 6] as const;
const SPANS = [6, 12, 24, 72, 168] as const;

const VOLUME_WHY = 'Moves on heavy volume continue or revert differently from moves on thin volume.';
const VOLUME_SOURCE = 'Llorente, Michaely, Saar and Wang 2002, "Dynamic volume-return relation"';

function laggedReturn(lag: number): FeatureRow {
  return {
    name: `return_${lag}`,
    group: 'return',
    formula: `ln(c[i−${lag - 1}] / c[i−${lag}]) / σ24[i]`,
    window: 25,
    why:
      lag === 1
        ? 'Short-term reversal: a large move is partly given back by the next candle.'
        : 'The reaction to a move dies off over a few candles, not at once.',
    source: 'Jegadeesh 1990, "Evidence of predictable behavior of security returns"',
    needs: ['logReturn', 'perSigma24'],
    fill: kernels.laggedReturn(lag),
  };
}

function momentum(span: number): FeatureRow {
  return {
    name: `momentum_${span}`,
    group: 'momentum',
    formula: `ln(c[i] / c[i−${span}]) / (σ168[i]·√${span})`,
    window: 169,
    why: 'Trend over hours to a week, in units of what a random walk would do in that time.',
    source: 'Moskowitz, Ooi and Pedersen 2012, "Time series momentum"',
    needs: ['logClose', 'perSigma168'],
    fill: kernels.momentum(span),
  };
}

function clock(name: string, wave: typeof Math.sin, why: string): FeatureRow {
  const isHour = name.startsWith('hour');
  return {
    name,
    group: 'calendar',
    formula: `${wave === Math.sin ? 'sin' : 'cos'}(2π · ${isHour ? 'minute of the UTC day / 1440' : 'UTC weekday / 7'}) at the close`,
    window: 1,
    why,
    source: 'Andersen and Bollerslev 1997, "Intraday periodicity and volatility persistence"',
    needs: ['openTimeMs'],
    fill: kernels.clock(isHour ? DAY : WEEK, wave),
  };
}

/** A column in price units for charts and stops; no model reads it. */
function scale(name: string, column: ColumnName, formula: string): FeatureRow {
  return {
    name,
    group: 'scale',
    formula,
    window: 25,
    why: 'Not a model input: for charts, stops, targets and expected value.',
    source: 'as the feature of that name',
    needs: [column],
    fill: kernels.copyOf(column),
  };
}

/** Every feature, in the order models see them. To add one: add a row (and a stage when it needs a new column). */
export const FEATURES: readonly FeatureRow[] = [
  ...LAGS.map(laggedReturn),
  ...SPANS.map(momentum),
  {
    name: 'volatility_24_168',
    group: 'volatility',
    formula: 'ln(σ24 / σ168)',
    window: 169,
    why: 'Reversal is stronger in some volatility regimes than in others.',
    source: 'Corsi 2009, "A simple approximate long-memory model of realized volatility"',
    needs: ['logSigma24', 'logSigma168'],
    fill: kernels.volatilityDayWeek,
  },
  {
    name: 'volatility_6_24',
    group: 'volatility',
    formula: 'ln(σ6 / σ24)',
    window: 25,
    why: 'A burst of volatility within the day marks news or forced trades.',
    source: 'Corsi 2009',
    needs: ['logSigma6', 'logSigma24'],
    fill: kernels.volatilityHoursDay,
  },
  {
    name: 'range_168',
    group: 'volatility',
    formula: 'ln(max((h − l) / c, 10⁻⁶) / σ168)',
    window: 169,
    why: 'The range says how violent this candle was, which its return hides.',
    source: 'Parkinson 1980, "The extreme value method for estimating the variance of the rate of return"',
    needs: ['range', 'close', 'logSigma168'],
    fill: kernels.rangeWeek,
  },
  {
    name: 'atr_14',
    group: 'volatility',
    formula: 'ln(max(ATR14 / c, 10⁻⁶) / σ168)',
    window: 169,
    why: 'The usual range measure of traders; where it is high, stops lie close together.',
    source: 'Wilder 1978, "New concepts in technical trading systems"',
    needs: ['atr14', 'close', 'logSigma168'],
    fill: kernels.trueRangeWeek,
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
    needs: ['logReturn', 'perSigma24', 'logSigma24', 'logSigma168'],
    fill: kernels.returnVolatility,
  },
  {
    name: 'volume_z',
    group: 'volume',
    formula: '(v − mean of v over 24) / standard deviation of v over 168, v = ln(1 + volume)',
    window: 168,
    why: VOLUME_WHY,
    source: VOLUME_SOURCE,
    optional: true,
    needs: ['volumeZ'],
    fill: kernels.copyOf('volumeZ'),
  },
  {
    name: 'volume_z_return',
    group: 'volume',
    formula: 'volume_z · return_1',
    window: 168,
    why: VOLUME_WHY,
    source: VOLUME_SOURCE,
    optional: true,
    needs: ['volumeZ', 'logReturn', 'perSigma24'],
    fill: kernels.volumeReturn,
  },
  {
    name: 'volume_z_direction',
    group: 'volume',
    formula: 'volume_z · direction',
    window: 168,
    why: VOLUME_WHY,
    source: VOLUME_SOURCE,
    optional: true,
    needs: ['volumeZ', 'direction'],
    fill: kernels.volumeDirection,
  },
  clock('hour_sin', Math.sin, 'Sessions differ in who trades.'),
  clock('hour_cos', Math.cos, 'Sessions differ in who trades.'),
  clock('weekday_sin', Math.sin, 'Weekends are thin in crypto.'),
  clock('weekday_cos', Math.cos, 'Weekends are thin in crypto.'),
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
 * Candles after which no value depends on where the series began by more than 10⁻⁶: the longest window (169) and the
 * longest memory of a running mean, (25/27)^300 ≈ 10⁻¹⁰. Rows before it are neither trained on nor decided upon.
 */
export const WARM_UP_CANDLES = 300;

/** The table row called `name`. Throws when there is none. */
export function featureRow(name: string): FeatureRow {
  const row = FEATURES.find((candidate) => candidate.name === name);
  if (row === undefined)
    throw new Error(`expected one of the features ${FEATURES.map((one) => one.name).join(' ')}, was "${name}"`);
  return row;
}
