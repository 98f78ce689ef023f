import type { ColumnName, Frame } from './frame.ts';

/** Rows [from, to) of one feature, written to `out` at the same window positions. */
export type FeatureKernel = (frame: Frame, out: Float64Array, rows: readonly [from: number, to: number]) => void;

// Every kernel has its own loop: a shared loop around a function per feature would call it a million times instead of inlining it.

/** A feature that is a column as it stands. */
export function copyOf(name: ColumnName): FeatureKernel {
  return ({ columns }, out, [from, to]) => out.set(columns[name].subarray(from, to), from);
}

/** ln(c[i − lag + 1] / c[i − lag]) / σ24[i]. */
export function laggedReturn(lag: number): FeatureKernel {
  return ({ columns: { logReturn, perSigma24 } }, out, [from, to]) => {
    for (let i = from; i < to; i += 1) {
      out[i] = i < lag ? Number.NaN : (logReturn[i - lag + 1] ?? 0) * (perSigma24[i] ?? 0);
    }
  };
}

/** ln(c[i] / c[i − span]) / (σ168·√span). */
export function momentum(span: number): FeatureKernel {
  const scale = 1 / Math.sqrt(span);
  return ({ columns: { logClose, perSigma168 } }, out, [from, to]) => {
    for (let i = from; i < to; i += 1) {
      const sum = i < span ? Number.NaN : (logClose[i] ?? 0) - (logClose[i - span] ?? 0);
      out[i] = sum * (perSigma168[i] ?? 0) * scale;
    }
  };
}

export const volatilityDayWeek: FeatureKernel = ({ columns: { logSigma24, logSigma168 } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) out[i] = (logSigma24[i] ?? 0) - (logSigma168[i] ?? 0);
};

export const volatilityHoursDay: FeatureKernel = ({ columns: { logSigma6, logSigma24 } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) out[i] = (logSigma6[i] ?? 0) - (logSigma24[i] ?? 0);
};

/** Ranges below a hundredth of a basis point count as that. */
const LEAST_RANGE = 1e-6;

export const rangeWeek: FeatureKernel = ({ columns: { range, close, logSigma168 } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) {
    const share = (range[i] ?? 0) / (close[i] ?? 0);
    out[i] = Math.log(Math.max(share, LEAST_RANGE)) - (logSigma168[i] ?? 0);
  }
};

export const trueRangeWeek: FeatureKernel = ({ columns: { atr14, close, logSigma168 } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) {
    const share = (atr14[i] ?? 0) / (close[i] ?? 0);
    out[i] = Math.log(Math.max(share, LEAST_RANGE)) - (logSigma168[i] ?? 0);
  }
};

export const upperWick: FeatureKernel = ({ columns: { open, high, close, perRange } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) {
    out[i] = ((high[i] ?? 0) - Math.max(open[i] ?? 0, close[i] ?? 0)) * (perRange[i] ?? 0);
  }
};

export const lowerWick: FeatureKernel = ({ columns: { open, low, close, perRange } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) {
    out[i] = (Math.min(open[i] ?? 0, close[i] ?? 0) - (low[i] ?? 0)) * (perRange[i] ?? 0);
  }
};

export const relativeStrength: FeatureKernel = ({ columns: { gainAverage, lossAverage } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) {
    const gain = gainAverage[i] ?? 0;
    const loss = lossAverage[i] ?? 0;
    const both = gain + loss;
    out[i] = i < 14 ? Number.NaN : both > 0 ? (gain - loss) / both : 0;
  }
};

export const bollingerZ: FeatureKernel = ({ columns: { close, bandMean20, bandWidth20 } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) {
    const width = bandWidth20[i] ?? 0;
    out[i] = width === 0 ? 0 : ((close[i] ?? 0) - (bandMean20[i] ?? 0)) / width;
  }
};

export const macdHistogram: FeatureKernel = ({ columns: { macd, macdSignal, close, perSigma24 } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) {
    out[i] = (((macd[i] ?? 0) - (macdSignal[i] ?? 0)) / (close[i] ?? 0)) * (perSigma24[i] ?? 0);
  }
};

export const macdHistogramPrice: FeatureKernel = ({ columns: { macd, macdSignal } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) out[i] = (macd[i] ?? 0) - (macdSignal[i] ?? 0);
};

export const meanDistanceDay: FeatureKernel = ({ columns: { ema24, close, perSigma24 } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) out[i] = ((close[i] ?? 0) / (ema24[i] ?? 0) - 1) * (perSigma24[i] ?? 0);
};

export const meanDistanceWeek: FeatureKernel = ({ columns: { logClose, sumLog168, perSigma168 } }, out, [from, to]) => {
  const scale = 1 / Math.sqrt(168);
  for (let i = from; i < to; i += 1)
    out[i] = ((logClose[i] ?? 0) - (sumLog168[i] ?? 0) / 168) * (perSigma168[i] ?? 0) * scale;
};

export const streakShare: FeatureKernel = ({ columns: { streak } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) out[i] = (streak[i] ?? 0) / 6;
};

export const returnVolatility: FeatureKernel = ({ columns }, out, [from, to]) => {
  const { logReturn, perSigma24, logSigma24, logSigma168 } = columns;
  for (let i = from; i < to; i += 1) {
    out[i] = (logReturn[i] ?? 0) * (perSigma24[i] ?? 0) * ((logSigma24[i] ?? 0) - (logSigma168[i] ?? 0));
  }
};

export const volumeReturn: FeatureKernel = ({ columns: { volumeZ, logReturn, perSigma24 } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) out[i] = (volumeZ[i] ?? 0) * (logReturn[i] ?? 0) * (perSigma24[i] ?? 0);
};

export const volumeDirection: FeatureKernel = ({ columns: { volumeZ, direction } }, out, [from, to]) => {
  for (let i = from; i < to; i += 1) out[i] = (volumeZ[i] ?? 0) * (direction[i] ?? 0);
};

/** A period of the UTC calendar in whole steps; shiftMs moves the epoch (a Thursday) to where a period begins. */
export interface ClockShape {
  readonly periodMs: number;
  readonly steps: number;
  readonly shiftMs: number;
}

/** sin or cos of the candle's close, when the decision is taken, in a period. */
export function clock({ periodMs, steps, shiftMs }: ClockShape, wave: (angle: number) => number): FeatureKernel {
  const table = Float64Array.from({ length: steps }, (_, step) => wave((2 * Math.PI * step) / steps));
  const stepMs = periodMs / steps;
  return ({ columns: { openTimeMs }, timeframeMs }, out, [from, to]) => {
    for (let i = from; i < to; i += 1) {
      const timeMs = (openTimeMs[i] ?? 0) + timeframeMs + shiftMs;
      out[i] = table[Math.floor((timeMs - periodMs * Math.floor(timeMs / periodMs)) / stepMs)] ?? 0;
    }
  };
}
