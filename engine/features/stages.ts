import type { ColumnName, Frame } from './frame.ts';
import { exponentialMean, rollingSum, type Sweep } from './rolling.ts';

/** One step from columns to columns; `run` fills rows [from, to) of what it provides. */
export interface Stage {
  readonly provides: readonly ColumnName[];
  readonly needs: readonly ColumnName[];
  readonly run: (frame: Frame, from: number, to: number) => void;
}

/** Volatility below a hundredth of a basis point is taken as that: a market that stood still has no scale of its own. */
const SIGMA_FLOOR = 1e-6;
const STREAK_CAP = 6;

function sweep(frame: Frame, pair: readonly [ColumnName, ColumnName], rows: readonly [number, number]): Sweep {
  const { columns, base } = frame;
  return { input: columns[pair[0]], output: columns[pair[1]], base, from: rows[0], to: rows[1] };
}

function emaStage(output: ColumnName, period: number): Stage {
  return {
    provides: [output],
    needs: [],
    run: (frame, from, to) => exponentialMean(sweep(frame, ['close', output], [from, to]), 2 / (period + 1)),
  };
}

function sumStage(input: ColumnName, output: ColumnName, length: number): Stage {
  return {
    provides: [output],
    needs: [input],
    run: (frame, from, to) => rollingSum(sweep(frame, [input, output], [from, to]), length),
  };
}

function logReturns({ columns, base }: Frame, from: number, to: number): void {
  const { close, logClose, logReturn } = columns;
  for (let i = from; i < to; i += 1) {
    const now = Math.log(close[i] ?? 0);
    logClose[i] = now;
    logReturn[i] = base + i === 0 ? 0 : now - (logClose[i - 1] ?? 0);
  }
}

/** Rolling sums of squared log returns; the sums of the returns themselves are differences of logClose. */
function squareSums({ columns, base }: Frame, from: number, to: number): void {
  const { logReturn, squares24, squares168 } = columns;
  const square = (i: number): number => {
    const value = i < 0 ? 0 : (logReturn[i] ?? 0);
    return value * value;
  };
  for (let i = from; i < to; i += 1) {
    if ((base + i) % 512 === 0) {
      let short = 0;
      let long = 0;
      for (let j = i; j > i - 168; j -= 1) {
        long += square(j);
        if (j > i - 24) short += square(j);
      }
      squares24[i] = short;
      squares168[i] = long;
    } else {
      const entering = square(i);
      squares24[i] = (squares24[i - 1] ?? 0) + entering - square(i - 24);
      squares168[i] = (squares168[i - 1] ?? 0) + entering - square(i - 168);
    }
  }
}

function deviation(squares: number, sum: number, count: number): number {
  const variance = (squares - (sum * sum) / count) / (count - 1);
  return variance > SIGMA_FLOOR * SIGMA_FLOOR ? Math.sqrt(variance) : SIGMA_FLOOR;
}

function volatility({ columns }: Frame, from: number, to: number): void {
  const { logClose, logReturn, squares24, squares168, sigma6, sigma24, sigma168, perSigma24, perSigma168 } = columns;
  for (let i = from; i < to; i += 1) {
    const now = logClose[i] ?? 0;
    let squares6 = 0;
    for (let j = Math.max(0, i - 5); j <= i; j += 1) squares6 += (logReturn[j] ?? 0) * (logReturn[j] ?? 0);
    sigma6[i] = i < 6 ? Number.NaN : deviation(squares6, now - (logClose[i - 6] ?? 0), 6);
    const day = i < 24 ? Number.NaN : deviation(squares24[i] ?? 0, now - (logClose[i - 24] ?? 0), 24);
    const week = i < 168 ? Number.NaN : deviation(squares168[i] ?? 0, now - (logClose[i - 168] ?? 0), 168);
    sigma24[i] = day;
    sigma168[i] = week;
    perSigma24[i] = 1 / day;
    perSigma168[i] = 1 / week;
  }
}

function candleShape({ columns }: Frame, from: number, to: number): void {
  const { open, high, low, close, rangeOf, closeLocation, direction } = columns;
  for (let i = from; i < to; i += 1) {
    const top = high[i] ?? 0;
    const bottom = low[i] ?? 0;
    const last = close[i] ?? 0;
    const range = top - bottom;
    rangeOf[i] = range;
    closeLocation[i] = range > 0 ? (2 * last - top - bottom) / range : 0;
    direction[i] = Math.sign(last - (open[i] ?? 0));
  }
}

function streaks({ columns, base }: Frame, from: number, to: number): void {
  const { logReturn, streak } = columns;
  for (let i = from; i < to; i += 1) {
    const sign = Math.sign(logReturn[i] ?? 0);
    const before = base + i === 0 ? 0 : (streak[i - 1] ?? 0);
    streak[i] = sign === 0 ? 0 : sign === Math.sign(before) ? sign * Math.min(STREAK_CAP, Math.abs(before) + 1) : sign;
  }
}

/** Wilder's running means of gains and losses over 14 candles (New Concepts in Technical Trading Systems, 1978), from zero. */
function gainsAndLosses({ columns, base }: Frame, from: number, to: number): void {
  const { close, gainAverage, lossAverage } = columns;
  for (let i = from; i < to; i += 1) {
    if (base + i === 0) {
      gainAverage[i] = 0;
      lossAverage[i] = 0;
      continue;
    }
    const change = (close[i] ?? 0) - (close[i - 1] ?? 0);
    const gain = gainAverage[i - 1] ?? 0;
    const loss = lossAverage[i - 1] ?? 0;
    gainAverage[i] = gain + ((change > 0 ? change : 0) - gain) / 14;
    lossAverage[i] = loss + ((change < 0 ? -change : 0) - loss) / 14;
  }
}

/** Wilder's average true range over 14 candles, price units, beginning with the first candle's range. */
function averageTrueRange({ columns, base }: Frame, from: number, to: number): void {
  const { high, low, close, atr14 } = columns;
  for (let i = from; i < to; i += 1) {
    const top = high[i] ?? 0;
    const bottom = low[i] ?? 0;
    if (base + i === 0) {
      atr14[i] = top - bottom;
      continue;
    }
    const last = close[i - 1] ?? 0;
    const range = Math.max(top, last) - Math.min(bottom, last);
    const before = atr14[i - 1] ?? 0;
    atr14[i] = before + (range - before) / 14;
  }
}

function macdSignal({ columns, base }: Frame, from: number, to: number): void {
  const { ema12, ema26, macdSignal: signal } = columns;
  for (let i = from; i < to; i += 1) {
    const macd = (ema12[i] ?? 0) - (ema26[i] ?? 0);
    const before = base + i === 0 ? macd : (signal[i - 1] ?? 0);
    signal[i] = before + 0.2 * (macd - before);
  }
}

/**
 * Mean and population standard deviation of 20 closes (Bollinger). Summed directly as distances from the newest close:
 * a running sum of squares would lose the digits that matter when prices hardly move.
 */
function bollingerBand({ columns }: Frame, from: number, to: number): void {
  const { close, bandMean20, bandWidth20 } = columns;
  for (let i = from; i < to; i += 1) {
    const last = close[i] ?? 0;
    let sum = 0;
    let squares = 0;
    for (let j = Math.max(0, i - 19); j < i; j += 1) {
      const distance = (close[j] ?? 0) - last;
      sum += distance;
      squares += distance * distance;
    }
    const mean = sum / 20;
    const variance = squares / 20 - mean * mean;
    bandMean20[i] = i < 19 ? Number.NaN : last + mean;
    bandWidth20[i] = i < 19 ? Number.NaN : Math.sqrt(variance > 0 ? variance : 0);
  }
}

function meanLog({ columns }: Frame, from: number, to: number): void {
  const { sumLog168, meanLog168 } = columns;
  for (let i = from; i < to; i += 1) meanLog168[i] = i < 167 ? Number.NaN : (sumLog168[i] ?? 0) / 168;
}

function volumeValues({ columns }: Frame, from: number, to: number): void {
  const { volume, volumeValue, volumeKnown } = columns;
  for (let i = from; i < to; i += 1) {
    const value = volume[i] ?? Number.NaN;
    const known = value >= 0;
    volumeKnown[i] = known ? 1 : 0;
    volumeValue[i] = known ? Math.log(1 + value) : 0;
  }
}

function volumeSquares({ columns, base }: Frame, from: number, to: number): void {
  const { volumeValue, volumeSquares168 } = columns;
  const square = (i: number): number => {
    const value = i < 0 ? 0 : (volumeValue[i] ?? 0);
    return value * value;
  };
  for (let i = from; i < to; i += 1) {
    if ((base + i) % 512 === 0) {
      let sum = 0;
      for (let j = i; j > i - 168; j -= 1) sum += square(j);
      volumeSquares168[i] = sum;
    } else {
      volumeSquares168[i] = (volumeSquares168[i - 1] ?? 0) + square(i) - square(i - 168);
    }
  }
}

/** (v − mean over 24) / standard deviation over 168, v = ln(1 + volume); NaN unless all 168 volumes are known. */
function volumeZ({ columns }: Frame, from: number, to: number): void {
  const { volumeValue, volumeKnown168, volumeSum24, volumeSum168, volumeSquares168, volumeZ: z } = columns;
  for (let i = from; i < to; i += 1) {
    if (i < 167 || (volumeKnown168[i] ?? 0) < 168) {
      z[i] = Number.NaN;
      continue;
    }
    const sum = volumeSum168[i] ?? 0;
    const variance = ((volumeSquares168[i] ?? 0) - (sum * sum) / 168) / 167;
    z[i] = ((volumeValue[i] ?? 0) - (volumeSum24[i] ?? 0) / 24) / (variance > 1e-6 ? Math.sqrt(variance) : 1e-3);
  }
}

/** Every stage, each after those it needs. */
export const STAGES: readonly Stage[] = [
  { provides: ['logClose', 'logReturn'], needs: [], run: logReturns },
  { provides: ['squares24', 'squares168'], needs: ['logReturn'], run: squareSums },
  {
    provides: ['sigma6', 'sigma24', 'sigma168', 'perSigma24', 'perSigma168'],
    needs: ['logClose', 'logReturn', 'squares24', 'squares168'],
    run: volatility,
  },
  { provides: ['rangeOf', 'closeLocation', 'direction'], needs: [], run: candleShape },
  { provides: ['streak'], needs: ['logReturn'], run: streaks },
  { provides: ['gainAverage', 'lossAverage'], needs: [], run: gainsAndLosses },
  { provides: ['atr14'], needs: [], run: averageTrueRange },
  emaStage('ema12', 12),
  emaStage('ema24', 24),
  emaStage('ema26', 26),
  { provides: ['macdSignal'], needs: ['ema12', 'ema26'], run: macdSignal },
  { provides: ['bandMean20', 'bandWidth20'], needs: [], run: bollingerBand },
  sumStage('logClose', 'sumLog168', 168),
  { provides: ['meanLog168'], needs: ['sumLog168'], run: meanLog },
  { provides: ['volumeValue', 'volumeKnown'], needs: [], run: volumeValues },
  sumStage('volumeKnown', 'volumeKnown168', 168),
  sumStage('volumeValue', 'volumeSum24', 24),
  sumStage('volumeValue', 'volumeSum168', 168),
  { provides: ['volumeSquares168'], needs: ['volumeValue'], run: volumeSquares },
  {
    provides: ['volumeZ'],
    needs: ['volumeValue', 'volumeKnown168', 'volumeSum24', 'volumeSum168', 'volumeSquares168'],
    run: volumeZ,
  },
];
