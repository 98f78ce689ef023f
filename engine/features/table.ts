import type { ColumnName, Frame } from './frame.ts';

/** Rows [from, to) of one feature, written to `out` at the same positions. */
export type FeatureKernel = (frame: Frame, out: Float64Array, rows: readonly [from: number, to: number]) => void;

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
  readonly fill: FeatureKernel;
}

const LAGS = [1, 2, 3, 4, 5, 6] as const;
const SPANS = [6, 12, 24, 72, 168] as const;
const DAY_MS = 86_400_000;

/** A feature whose value at row i is a formula over the columns at row i. */
function perRow(read: (columns: Frame['columns']) => (row: number) => number): FeatureKernel {
  return (frame, out, [from, to]) => {
    const value = read(frame.columns);
    for (let i = from; i < to; i += 1) out[i] = value(i);
  };
}

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
    fill: (frame, out, [from, to]) => {
      const { logReturn, perSigma24 } = frame.columns;
      for (let i = from; i < to; i += 1)
        out[i] = i < lag ? Number.NaN : (logReturn[i - lag + 1] ?? 0) * (perSigma24[i] ?? 0);
    },
  };
}

function momentum(span: number): FeatureRow {
  const scale = 1 / Math.sqrt(span);
  return {
    name: `momentum_${span}`,
    group: 'momentum',
    formula: `ln(c[i] / c[i−${span}]) / (σ168[i]·√${span})`,
    window: 169,
    why: 'Trend over hours to a week, in units of what a random walk would do in that time.',
    source: 'Moskowitz, Ooi and Pedersen 2012, "Time series momentum"',
    needs: ['logClose', 'perSigma168'],
    fill: (frame, out, [from, to]) => {
      const { logClose, perSigma168 } = frame.columns;
      for (let i = from; i < to; i += 1) {
        out[i] =
          i < span ? Number.NaN : ((logClose[i] ?? 0) - (logClose[i - span] ?? 0)) * (perSigma168[i] ?? 0) * scale;
      }
    },
  };
}

/** sin or cos of the position in a period; the position is that of the candle's close, when the decision is taken. */
function clock(name: string, { periodMs, steps, shiftMs, wave }: ClockShape, why: string): FeatureRow {
  const table = Float64Array.from({ length: steps }, (_, step) => wave((2 * Math.PI * step) / steps));
  return {
    name,
    group: 'calendar',
    formula: `${wave === Math.sin ? 'sin' : 'cos'}(2π · ${periodMs === DAY_MS ? 'minute of the UTC day' : 'UTC weekday'} at the close)`,
    window: 1,
    why,
    source: 'Andersen and Bollerslev 1997, "Intraday periodicity and volatility persistence"',
    needs: [],
    fill: (frame, out, [from, to]) => {
      const { openTimeMs } = frame.columns;
      const stepMs = periodMs / steps;
      const offsetMs = frame.timeframeMs + shiftMs;
      for (let i = from; i < to; i += 1) {
        const timeMs = (openTimeMs[i] ?? 0) + offsetMs;
        out[i] = table[Math.floor((timeMs - periodMs * Math.floor(timeMs / periodMs)) / stepMs)] ?? 0;
      }
    },
  };
}

interface ClockShape {
  readonly periodMs: number;
  readonly steps: number;
  /** Moves the epoch so that a period begins at position 0: 1970-01-01 was a Thursday. */
  readonly shiftMs: number;
  readonly wave: (angle: number) => number;
}

const DAY = { periodMs: DAY_MS, steps: 1440, shiftMs: 0 };
const WEEK = { periodMs: 7 * DAY_MS, steps: 7, shiftMs: 3 * DAY_MS };

const VOLUME_WHY = 'Moves on heavy volume continue or revert differently from moves on thin volume.';
const VOLUME_SOURCE = 'Llorente, Michaely, Saar and Wang 2002, "Dynamic volume-return relation"';

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
    needs: ['sigma24', 'sigma168'],
    fill: perRow(
      ({ sigma24, sigma168 }) =>
        (i) =>
          Math.log((sigma24[i] ?? 0) / (sigma168[i] ?? 0)),
    ),
  },
  {
    name: 'volatility_6_24',
    group: 'volatility',
    formula: 'ln(σ6 / σ24)',
    window: 25,
    why: 'A burst of volatility within the day marks news or forced trades.',
    source: 'Corsi 2009',
    needs: ['sigma6', 'sigma24'],
    fill: perRow(
      ({ sigma6, sigma24 }) =>
        (i) =>
          Math.log((sigma6[i] ?? 0) / (sigma24[i] ?? 0)),
    ),
  },
  {
    name: 'range_168',
    group: 'volatility',
    formula: 'ln(max((h − l) / c, 10⁻⁶) / σ168)',
    window: 169,
    why: 'The range says how violent this candle was, which its return hides.',
    source: 'Parkinson 1980, "The extreme value method for estimating the variance of the rate of return"',
    needs: ['rangeOf', 'perSigma168'],
    fill: perRow(({ rangeOf, close, perSigma168 }) => (i) => {
      return Math.log(Math.max((rangeOf[i] ?? 0) / (close[i] ?? 0), 1e-6) * (perSigma168[i] ?? 0));
    }),
  },
  {
    name: 'atr_14',
    group: 'volatility',
    formula: 'ln(max(ATR14 / c, 10⁻⁶) / σ168)',
    window: 169,
    why: 'The usual range measure of traders; where it is high, stops lie close together.',
    source: 'Wilder 1978, "New concepts in technical trading systems"',
    needs: ['atr14', 'perSigma168'],
    fill: perRow(({ atr14, close, perSigma168 }) => (i) => {
      return Math.log(Math.max((atr14[i] ?? 0) / (close[i] ?? 0), 1e-6) * (perSigma168[i] ?? 0));
    }),
  },
  {
    name: 'close_location',
    group: 'shape',
    formula: '(2c − h − l) / (h − l), 0 for a candle without range',
    window: 1,
    why: 'A candle that closes at its high has met buyers in a hurry; their push is often given back.',
    source: 'Williams 1972 (accumulation/distribution); the strongest single feature here',
    needs: ['closeLocation'],
    fill: perRow(
      ({ closeLocation }) =>
        (i) =>
          closeLocation[i] ?? 0,
    ),
  },
  {
    name: 'upper_wick',
    group: 'shape',
    formula: '(h − max(o, c)) / (h − l), 0 without range',
    window: 1,
    why: 'Prices above were tried and refused.',
    source: 'Nison 1991, "Japanese candlestick charting techniques"',
    needs: ['rangeOf'],
    fill: perRow(({ open, high, close, rangeOf }) => (i) => {
      const range = rangeOf[i] ?? 0;
      return range > 0 ? ((high[i] ?? 0) - Math.max(open[i] ?? 0, close[i] ?? 0)) / range : 0;
    }),
  },
  {
    name: 'lower_wick',
    group: 'shape',
    formula: '(min(o, c) − l) / (h − l), 0 without range',
    window: 1,
    why: 'Prices below were tried and refused.',
    source: 'Nison 1991',
    needs: ['rangeOf'],
    fill: perRow(({ open, low, close, rangeOf }) => (i) => {
      const range = rangeOf[i] ?? 0;
      return range > 0 ? (Math.min(open[i] ?? 0, close[i] ?? 0) - (low[i] ?? 0)) / range : 0;
    }),
  },
  {
    name: 'rsi_14',
    group: 'oscillator',
    formula: '(mean gain − mean loss) / (mean gain + mean loss), Wilder means over 14; = RSI/50 − 1',
    window: 15,
    why: 'How one-sided the last candles were.',
    source: 'Wilder 1978',
    needs: ['gainAverage', 'lossAverage'],
    fill: perRow(({ gainAverage, lossAverage }) => (i) => {
      const gain = gainAverage[i] ?? 0;
      const loss = lossAverage[i] ?? 0;
      return i < 14 ? Number.NaN : gain + loss > 0 ? (gain - loss) / (gain + loss) : 0;
    }),
  },
  {
    name: 'bollinger_z_20',
    group: 'oscillator',
    formula: '(c − mean of 20 closes) / their standard deviation, 0 when they are equal',
    window: 20,
    why: 'Distance from the recent mean in its own scale: the classic reversal gauge.',
    source: 'Bollinger 2001, "Bollinger on Bollinger bands"',
    needs: ['bandMean20', 'bandWidth20'],
    fill: perRow(({ close, bandMean20, bandWidth20 }) => (i) => {
      const width = bandWidth20[i] ?? 0;
      return width === 0 ? 0 : ((close[i] ?? 0) - (bandMean20[i] ?? 0)) / width;
    }),
  },
  {
    name: 'macd_histogram',
    group: 'trend',
    formula: '(EMA12 − EMA26 − its EMA9) / (c·σ24)',
    window: 34,
    why: 'Whether the short trend gains or loses speed.',
    source: 'Appel 1979, MACD',
    needs: ['ema12', 'ema26', 'macdSignal', 'perSigma24'],
    fill: perRow(({ ema12, ema26, macdSignal, close, perSigma24 }) => (i) => {
      const histogram = (ema12[i] ?? 0) - (ema26[i] ?? 0) - (macdSignal[i] ?? 0);
      return (histogram / (close[i] ?? 0)) * (perSigma24[i] ?? 0);
    }),
  },
  {
    name: 'ema_24_distance',
    group: 'trend',
    formula: '(c / EMA24 − 1) / σ24',
    window: 25,
    why: 'Distance from the average price of the last day.',
    source: 'Brock, Lakonishok and LeBaron 1992, "Simple technical trading rules"',
    needs: ['ema24', 'perSigma24'],
    fill: perRow(
      ({ ema24, close, perSigma24 }) =>
        (i) =>
          ((close[i] ?? 0) / (ema24[i] ?? 0) - 1) * (perSigma24[i] ?? 0),
    ),
  },
  {
    name: 'sma_168_distance',
    group: 'trend',
    formula: '(ln c − mean of ln c over 168) / (σ168·√168)',
    window: 169,
    why: 'Distance from the average price of the last week.',
    source: 'Brock, Lakonishok and LeBaron 1992',
    needs: ['logClose', 'meanLog168', 'perSigma168'],
    fill: perRow(({ logClose, meanLog168, perSigma168 }) => {
      const scale = 1 / Math.sqrt(168);
      return (i) => ((logClose[i] ?? 0) - (meanLog168[i] ?? 0)) * (perSigma168[i] ?? 0) * scale;
    }),
  },
  {
    name: 'streak',
    group: 'return',
    formula: 'signed number of closes in a row in one direction, cap 6, divided by 6',
    window: 7,
    why: 'Long runs of one colour tempt traders to bet on either side.',
    source: 'Connors and Alvarez 2012 (streak part of Connors RSI)',
    needs: ['streak'],
    fill: perRow(
      ({ streak }) =>
        (i) =>
          (streak[i] ?? 0) / 6,
    ),
  },
  {
    name: 'direction',
    group: 'return',
    formula: 'sign(c − o)',
    window: 1,
    why: 'The reversal rule itself: the baseline bets against it.',
    source: 'Jegadeesh 1990',
    needs: ['direction'],
    fill: perRow(
      ({ direction }) =>
        (i) =>
          direction[i] ?? 0,
    ),
  },
  {
    name: 'return_volatility',
    group: 'return',
    formula: 'return_1 · ln(σ24 / σ168)',
    window: 169,
    why: 'Lets the reversal be stronger or weaker with the volatility regime.',
    source: 'Nagel 2012, "Evaporating liquidity"',
    needs: ['logReturn', 'perSigma24', 'sigma24', 'sigma168'],
    fill: perRow(({ logReturn, perSigma24, sigma24, sigma168 }) => (i) => {
      return (logReturn[i] ?? 0) * (perSigma24[i] ?? 0) * Math.log((sigma24[i] ?? 0) / (sigma168[i] ?? 0));
    }),
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
    fill: perRow(
      ({ volumeZ }) =>
        (i) =>
          volumeZ[i] ?? Number.NaN,
    ),
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
    fill: perRow(
      ({ volumeZ, logReturn, perSigma24 }) =>
        (i) =>
          (volumeZ[i] ?? Number.NaN) * (logReturn[i] ?? 0) * (perSigma24[i] ?? 0),
    ),
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
    fill: perRow(
      ({ volumeZ, direction }) =>
        (i) =>
          (volumeZ[i] ?? Number.NaN) * (direction[i] ?? 0),
    ),
  },
  clock('hour_sin', { ...DAY, wave: Math.sin }, 'Sessions differ in who trades.'),
  clock('hour_cos', { ...DAY, wave: Math.cos }, 'Sessions differ in who trades.'),
  clock('weekday_sin', { ...WEEK, wave: Math.sin }, 'Weekends are thin in crypto.'),
  clock('weekday_cos', { ...WEEK, wave: Math.cos }, 'Weekends are thin in crypto.'),
  {
    name: 'sigma_24',
    group: 'scale',
    formula: 'standard deviation of 24 log returns, at least 10⁻⁶',
    window: 25,
    why: 'Not a model input: the scale of stops, targets and expected value.',
    source: 'evaluation protocol',
    needs: ['sigma24'],
    fill: perRow(
      ({ sigma24 }) =>
        (i) =>
          sigma24[i] ?? Number.NaN,
    ),
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
