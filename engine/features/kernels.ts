import { type ColumnName, type EXTREME_SPANS, type Frame, WEEK_MINUTES } from './frame.ts';
import { newYorkCloseBefore } from './new-york.ts';

/** Where a feature goes: window position i is written to values[i + shift]. */
export interface Target {
  readonly values: Float64Array;
  readonly shift: number;
}

/** Rows [from, to) (window positions) of one feature. */
export type FeatureKernel = (frame: Frame, target: Target, rows: readonly [from: number, to: number]) => void;

// Every kernel has its own loop: a shared loop around a function per feature would call it a million times instead of inlining it.

/** A feature that is a column as it stands. */
export function copyOf(name: ColumnName): FeatureKernel {
  return ({ columns }, { values, shift }, [from, to]) => values.set(columns[name].subarray(from, to), from + shift);
}

/** A column as it stood `lag` candles ago; NaN before. */
export function lagged(name: ColumnName, lag: number): FeatureKernel {
  return ({ columns }, { values, shift }, [from, to]) => {
    const source = columns[name];
    for (let i = from; i < to; i += 1) values[i + shift] = i < lag ? Number.NaN : (source[i - lag] ?? 0);
  };
}

/** ln(c[i − lag + 1] / c[i − lag]) / σ24[i]. */
export function laggedReturn(lag: number): FeatureKernel {
  return ({ columns: { logReturn, perSigma24 } }, { values, shift }, [from, to]) => {
    for (let i = from; i < to; i += 1) {
      values[i + shift] = i < lag ? Number.NaN : (logReturn[i - lag + 1] ?? 0) * (perSigma24[i] ?? 0);
    }
  };
}

/** ln(c[i] / c[i − span]) / (σ168·√span). */
export function momentum(span: number): FeatureKernel {
  const scale = 1 / Math.sqrt(span);
  return ({ columns: { logClose, perSigma168 } }, { values, shift }, [from, to]) => {
    for (let i = from; i < to; i += 1) {
      const sum = i < span ? Number.NaN : (logClose[i] ?? 0) - (logClose[i - span] ?? 0);
      values[i + shift] = sum * (perSigma168[i] ?? 0) * scale;
    }
  };
}

/** Where the close lies between the lowest low (−1) and the highest high (1) of `span` candles; 0 when they are equal. */
export function rangePosition(span: (typeof EXTREME_SPANS)[number]): FeatureKernel {
  return ({ columns }, { values, shift }, [from, to]) => {
    const { close, [`highest${span}` as const]: highest, [`lowest${span}` as const]: lowest } = columns;
    for (let i = from; i < to; i += 1) {
      const top = highest[i] ?? 0;
      const bottom = lowest[i] ?? 0;
      values[i + shift] = top === bottom ? 0 : (2 * (close[i] ?? 0) - top - bottom) / (top - bottom);
    }
  };
}

/** ln(σ of 6 candles / σ of 24). */
export const volatilityHoursDay: FeatureKernel = (
  { columns: { sigma6, perSigma24 } },
  { values, shift },
  [from, to],
) => {
  for (let i = from; i < to; i += 1) values[i + shift] = Math.log((sigma6[i] ?? 0) * (perSigma24[i] ?? 0));
};

/** Ranges below a hundredth of a basis point count as that. */
export const LEAST_RANGE = 1e-6;

/** ln(max(column / c, 10⁻⁶) / σ168) of a column in price units. */
export function priceShareWeek(name: ColumnName): FeatureKernel {
  return ({ columns }, { values, shift }, [from, to]) => {
    const { close, perSigma168, [name]: source } = columns;
    for (let i = from; i < to; i += 1) {
      const share = (source[i] ?? 0) / (close[i] ?? 0);
      values[i + shift] = Math.log((share > LEAST_RANGE ? share : LEAST_RANGE) * (perSigma168[i] ?? 0));
    }
  };
}

/** (close − open) / (high − low): the body as a signed share −1..1 of the range. */
export const body: FeatureKernel = ({ columns: { open, close, perRange } }, { values, shift }, [from, to]) => {
  for (let i = from; i < to; i += 1) values[i + shift] = ((close[i] ?? 0) - (open[i] ?? 0)) * (perRange[i] ?? 0);
};

/** The wick above the body as a share 0..1 of the range. */
export const upperWick: FeatureKernel = ({ columns }, { values, shift }, [from, to]) => {
  const { open, high, close, perRange } = columns;
  for (let i = from; i < to; i += 1) {
    values[i + shift] = ((high[i] ?? 0) - Math.max(open[i] ?? 0, close[i] ?? 0)) * (perRange[i] ?? 0);
  }
};

/** The wick below the body as a share 0..1 of the range. */
export const lowerWick: FeatureKernel = (
  { columns: { open, low, close, perRange } },
  { values, shift },
  [from, to],
) => {
  for (let i = from; i < to; i += 1) {
    values[i + shift] = (Math.min(open[i] ?? 0, close[i] ?? 0) - (low[i] ?? 0)) * (perRange[i] ?? 0);
  }
};

/** RSI(14) as (gains − losses) / (gains + losses), −1..1; NaN in the first 14 rows. */
export const relativeStrength: FeatureKernel = ({ columns }, { values, shift }, [from, to]) => {
  const { gainAverage, lossAverage } = columns;
  for (let i = from; i < to; i += 1) {
    const gain = gainAverage[i] ?? 0;
    const loss = lossAverage[i] ?? 0;
    const both = gain + loss;
    values[i + shift] = i < 14 ? Number.NaN : both > 0 ? (gain - loss) / both : 0;
  }
};

/** Distance of the close from its mean of 20 candles in widths of its Bollinger band; 0 where the band has none. */
export const bollingerZ: FeatureKernel = ({ columns }, { values, shift }, [from, to]) => {
  const { close, bandMean20, bandWidth20 } = columns;
  for (let i = from; i < to; i += 1) {
    const width = bandWidth20[i] ?? 0;
    values[i + shift] = width === 0 ? 0 : ((close[i] ?? 0) - (bandMean20[i] ?? 0)) / width;
  }
};

/** MACD(12, 26) minus its signal line (9), over the close, in σ of 24 candles. */
export const macdHistogram: FeatureKernel = ({ columns }, { values, shift }, [from, to]) => {
  const { macd, macdSignal, close, perSigma24 } = columns;
  for (let i = from; i < to; i += 1) {
    values[i + shift] = (((macd[i] ?? 0) - (macdSignal[i] ?? 0)) / (close[i] ?? 0)) * (perSigma24[i] ?? 0);
  }
};

/** MACD(12, 26) minus its signal line (9), in price units, as charts show it. */
export const macdHistogramPrice: FeatureKernel = ({ columns: { macd, macdSignal } }, { values, shift }, [from, to]) => {
  for (let i = from; i < to; i += 1) values[i + shift] = (macd[i] ?? 0) - (macdSignal[i] ?? 0);
};

/** Distance of the close from its exponential mean of 24 candles, in σ of 24 candles. */
export const meanDistanceDay: FeatureKernel = ({ columns }, { values, shift }, [from, to]) => {
  const { ema24, close, perSigma24 } = columns;
  for (let i = from; i < to; i += 1) {
    values[i + shift] = ((close[i] ?? 0) / (ema24[i] ?? 0) - 1) * (perSigma24[i] ?? 0);
  }
};

/** Distance of the log close from its mean of 168 candles, in σ of 168 candles times √168. */
export const meanDistanceWeek: FeatureKernel = ({ columns }, { values, shift }, [from, to]) => {
  const { logClose, sumLog168, perSigma168 } = columns;
  const scale = 1 / Math.sqrt(168);
  for (let i = from; i < to; i += 1) {
    values[i + shift] = ((logClose[i] ?? 0) - (sumLog168[i] ?? 0) / 168) * (perSigma168[i] ?? 0) * scale;
  }
};

/** Signed length of the run of candles in one direction, over 6. */
export const streakShare: FeatureKernel = ({ columns: { streak } }, { values, shift }, [from, to]) => {
  for (let i = from; i < to; i += 1) values[i + shift] = (streak[i] ?? 0) / 6;
};

/** The newest return in σ of 24 candles, times the volatility ratio. */
export const returnVolatility: FeatureKernel = ({ columns }, { values, shift }, [from, to]) => {
  const { logReturn, perSigma24, volatilityRatio } = columns;
  for (let i = from; i < to; i += 1) {
    values[i + shift] = (logReturn[i] ?? 0) * (perSigma24[i] ?? 0) * (volatilityRatio[i] ?? 0);
  }
};

/** Autocorrelation of the newest 240 log returns, times return_1. */
export const reversalRegime: FeatureKernel = ({ columns }, { values, shift }, [from, to]) => {
  const { products240, squares240, logReturn, perSigma24 } = columns;
  for (let i = from; i < to; i += 1) {
    const squares = squares240[i] ?? 0;
    const correlation = i < 240 ? Number.NaN : squares > LEAST_SQUARES ? (products240[i] ?? 0) / squares : 0;
    values[i + shift] = correlation * (logReturn[i] ?? 0) * (perSigma24[i] ?? 0);
  }
};

/** 240 squared returns of a hundredth of a basis point each. */
const LEAST_SQUARES = 240 * 1e-12;

/**
 * Mean of |r|·|r before| over the 24 candles before row i, times π / 2: their variance without jumps (Barndorff-Nielsen
 * and Shephard 2004).
 */
function smoothVariance(neighbours24: Float64Array, i: number): number {
  return ((neighbours24[i - 1] ?? 0) * Math.PI) / 48;
}

/** A return beyond this many deviations of the smooth variance before it counts as a jump. */
const JUMP_SIZE = 4;

/** Sign of a return that the smooth variation before it does not explain, else 0. */
export const jump: FeatureKernel = ({ columns: { logReturn, neighbours24 } }, { values, shift }, [from, to]) => {
  for (let i = from; i < to; i += 1) {
    const value = logReturn[i] ?? 0;
    const isJump = value * value > JUMP_SIZE * JUMP_SIZE * smoothVariance(neighbours24, i);
    values[i + shift] = i < 25 ? Number.NaN : isJump ? Math.sign(value) : 0;
  }
};

/** Share of the variance of 24 candles that came in jumps, 0..1. */
export const jumpShare: FeatureKernel = ({ columns: { squares24, neighbours24 } }, { values, shift }, [from, to]) => {
  for (let i = from; i < to; i += 1) {
    const all = squares24[i] ?? 0;
    const smooth = ((neighbours24[i] ?? 0) * Math.PI) / 2;
    values[i + shift] = i < 25 ? Number.NaN : all > 0 ? Math.max(0, 1 - smooth / all) : 0;
  }
};

/** ln(4/3): days a third wilder, or calmer, than their week. */
const REGIME_EDGE = Math.log(4 / 3);

/** 1 where volatility of the day is high against its week, −1 where it is low, else 0. */
export const volatilityRegime: FeatureKernel = ({ columns: { volatilityRatio } }, { values, shift }, [from, to]) => {
  for (let i = from; i < to; i += 1) {
    const ratio = volatilityRatio[i] ?? Number.NaN;
    values[i + shift] = Number.isNaN(ratio) ? ratio : ratio > REGIME_EDGE ? 1 : ratio < -REGIME_EDGE ? -1 : 0;
  }
};

/** Own return_1 less a column of another market's. */
export function returnGap(name: ColumnName): FeatureKernel {
  return ({ columns }, { values, shift }, [from, to]) => {
    const { logReturn, perSigma24, [name]: theirs } = columns;
    for (let i = from; i < to; i += 1)
      values[i + shift] = (logReturn[i] ?? 0) * (perSigma24[i] ?? 0) - (theirs[i] ?? Number.NaN);
  };
}

/** How far back a candle of an earlier day is looked for, in candles: less than what the warm-up holds. */
const FARTHEST_CANDLES = 290;

/**
 * (c − o) / o of the candle that opened exactly agoMs before the candle now beginning, in units of a σ; NaN when there is none among
 * the newest FARTHEST_CANDLES: neighbours in number are not neighbours in time where markets close.
 */
export function sameTimeReturn(agoMs: number, perSigma: 'perSigma24' | 'perSigma168'): FeatureKernel {
  return ({ columns, timeframeMs }, { values, shift }, [from, to]) => {
    const { openTimeMs, open, close, [perSigma]: scale } = columns;
    let at = Math.max(0, from - FARTHEST_CANDLES);
    for (let i = from; i < to; i += 1) {
      const wantedMs = (openTimeMs[i] ?? 0) + timeframeMs - agoMs;
      while (at <= i && (openTimeMs[at] ?? 0) < wantedMs) at += 1;
      const isThere = at <= i && i - at <= FARTHEST_CANDLES && openTimeMs[at] === wantedMs;
      const first = open[at] ?? 0;
      values[i + shift] = isThere ? (((close[at] ?? 0) - first) / first) * (scale[i] ?? 0) : Number.NaN;
    }
  };
}

/** Hours 0..24 since the last New York 17:00 at the candle's close, summer time observed. */
export const hoursSinceNewYorkClose: FeatureKernel = ({ columns, timeframeMs }, { values, shift }, [from, to]) => {
  const { openTimeMs } = columns;
  let [sinceMs, untilMs] = [0, 0];
  for (let i = from; i < to; i += 1) {
    const timeMs = (openTimeMs[i] ?? 0) + timeframeMs;
    if (timeMs >= untilMs) ({ sinceMs, untilMs } = newYorkCloseBefore(timeMs));
    const hours = (timeMs - sinceMs) / 3_600_000;
    values[i + shift] = hours < 24 ? hours : hours - 24 * Math.floor(hours / 24);
  }
};

/** sin or cos of the minute of the UTC week at the candle's close, `cycles` waves a week, in `steps` whole steps a wave. */
export function clock(cycles: number, steps: number, wave: (angle: number) => number): FeatureKernel {
  const minutesAWave = WEEK_MINUTES / cycles;
  const table = Float64Array.from({ length: WEEK_MINUTES }, (_, minute) =>
    wave((2 * Math.PI * Math.floor(((minute % minutesAWave) * steps) / minutesAWave)) / steps),
  );
  return ({ columns: { minuteOfWeek } }, { values, shift }, [from, to]) => {
    for (let i = from; i < to; i += 1) values[i + shift] = table[minuteOfWeek[i] ?? 0] ?? 0;
  };
}
