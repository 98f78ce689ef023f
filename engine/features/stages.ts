import type { ColumnName, Frame } from './frame.ts';
import { exponentialMean, RESUM_EVERY, rollingSum, type Sweep } from './rolling.ts';

/** One step from columns to columns; `run` fills rows [from, to) of what it provides. */
export interface Stage {
  readonly provides: readonly ColumnName[];
  readonly needs: readonly ColumnName[];
  readonly run: (frame: Frame, from: number, to: number) => void;
}

/** Volatility below a hundredth of a basis point is taken as that: a market that stood still has no scale of its own. */
const SIGMA_FLOOR = 1e-6;
const STREAK_CAP = 6;
/** Weight of the newest value in Wilder's running mean over 14. */
const WILDER_14 = 1 / 14;

function sweep(frame: Frame, pair: readonly [ColumnName, ColumnName], rows: readonly [number, number]): Sweep {
  const { columns, base } = frame;
  return { input: columns[pair[0]], output: columns[pair[1]], base, from: rows[0], to: rows[1] };
}

function emaStage(output: ColumnName, period: number): Stage {
  return {
    provides: [output],
    needs: ['close'],
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
    if ((base + i) % RESUM_EVERY === 0) {
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

function variance(squares: number, sum: number, count: number): number {
  return Math.max((squares - (sum * sum) / count) / (count - 1), SIGMA_FLOOR * SIGMA_FLOOR);
}

function volatility({ columns }: Frame, from: number, to: number): void {
  const { logClose, logReturn, squares24, squares168, sigma6, sigma24, sigma168, perSigma24, perSigma168 } = columns;
  for (let i = from; i < to; i += 1) {
    const now = logClose[i] ?? 0;
    let squares6 = 0;
    for (let j = i < 5 ? 0 : i - 5; j <= i; j += 1) {
      const value = logReturn[j] ?? 0;
      squares6 += value * value;
    }
    const day = i < 24 ? Number.NaN : Math.sqrt(variance(squares24[i] ?? 0, now - (logClose[i - 24] ?? 0), 24));
    const week = i < 168 ? Number.NaN : Math.sqrt(variance(squares168[i] ?? 0, now - (logClose[i - 168] ?? 0), 168));
    sigma6[i] = i < 6 ? Number.NaN : Math.sqrt(variance(squares6, now - (logClose[i - 6] ?? 0), 6));
    sigma24[i] = day;
    sigma168[i] = week;
    perSigma24[i] = 1 / day;
    perSigma168[i] = 1 / week;
  }
}

function logStage(input: ColumnName, output: ColumnName): Stage {
  return {
    provides: [output],
    needs: [input],
    run: ({ columns }, from, to) => {
      const source = columns[input];
      const target = columns[output];
      for (let i = from; i < to; i += 1) target[i] = Math.log(source[i] ?? 0);
    },
  };
}

/** perRange is 0 for a candle without range, so that shares of it are 0. */
function candleShape({ columns }: Frame, from: number, to: number): void {
  const { open, high, low, close, range, perRange, closeLocation, direction } = columns;
  for (let i = from; i < to; i += 1) {
    const top = high[i] ?? 0;
    const bottom = low[i] ?? 0;
    const last = close[i] ?? 0;
    const first = open[i] ?? 0;
    const height = top - bottom;
    const per = height > 0 ? 1 / height : 0;
    range[i] = height;
    perRange[i] = per;
    closeLocation[i] = (2 * last - top - bottom) * per;
    direction[i] = last > first ? 1 : last < first ? -1 : 0;
  }
}

function streaks({ columns, base }: Frame, from: number, to: number): void {
  const { logReturn, streak } = columns;
  for (let i = from; i < to; i += 1) {
    const value = logReturn[i] ?? 0;
    const before = base + i === 0 ? 0 : (streak[i - 1] ?? 0);
    if (value > 0) streak[i] = before <= 0 ? 1 : before < STREAK_CAP ? before + 1 : STREAK_CAP;
    else if (value < 0) streak[i] = before >= 0 ? -1 : before > -STREAK_CAP ? before - 1 : -STREAK_CAP;
    else streak[i] = 0;
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
    const size = Math.abs(change);
    gainAverage[i] = gain + ((size + change) / 2 - gain) * WILDER_14;
    lossAverage[i] = loss + ((size - change) / 2 - loss) * WILDER_14;
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
    atr14[i] = before + (range - before) * WILDER_14;
  }
}

function macdLines({ columns, base }: Frame, from: number, to: number): void {
  const { ema12, ema26, macd, macdSignal } = columns;
  for (let i = from; i < to; i += 1) {
    const value = (ema12[i] ?? 0) - (ema26[i] ?? 0);
    const before = base + i === 0 ? value : (macdSignal[i - 1] ?? 0);
    macd[i] = value;
    macdSignal[i] = before + 0.2 * (value - before);
  }
}

/** A band narrower than this share of the price is rounding, not movement. */
const LEAST_BAND = 1e-8;

/**
 * Mean and population standard deviation of 20 closes (Bollinger), from running sums of the distance to an anchor: a close at most
 * RESUM_EVERY candles old, because sums of squared prices themselves would lose the digits that matter.
 */
function bollingerBand({ columns, base }: Frame, from: number, to: number): void {
  const { close, bandAnchor20, bandSum20, bandSquares20, bandMean20, bandWidth20 } = columns;
  for (let i = from; i < to; i += 1) {
    const last = close[i] ?? 0;
    let anchor = last;
    let sum = 0;
    let squares = 0;
    if ((base + i) % RESUM_EVERY === 0) {
      for (let j = i < 19 ? 0 : i - 19; j < i; j += 1) {
        const distance = (close[j] ?? 0) - anchor;
        sum += distance;
        squares += distance * distance;
      }
    } else {
      anchor = bandAnchor20[i - 1] ?? 0;
      const entering = last - anchor;
      const leaving = i < 20 ? 0 : (close[i - 20] ?? 0) - anchor;
      sum = (bandSum20[i - 1] ?? 0) + (entering - leaving);
      squares = (bandSquares20[i - 1] ?? 0) + (entering * entering - leaving * leaving);
    }
    bandAnchor20[i] = anchor;
    bandSum20[i] = sum;
    bandSquares20[i] = squares;
    const mean = sum / 20;
    const spread = squares / 20 - mean * mean;
    const least = last * LEAST_BAND;
    bandMean20[i] = i < 19 ? Number.NaN : anchor + mean;
    bandWidth20[i] = i < 19 ? Number.NaN : spread > least * least ? Math.sqrt(spread) : 0;
  }
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
    if ((base + i) % RESUM_EVERY === 0) {
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
    const spread = ((volumeSquares168[i] ?? 0) - (sum * sum) / 168) / 167;
    z[i] = ((volumeValue[i] ?? 0) - (volumeSum24[i] ?? 0) / 24) / (spread > 1e-6 ? Math.sqrt(spread) : 1e-3);
  }
}

/** Every stage, each after those it needs. */
export const STAGES: readonly Stage[] = [
  { provides: ['logClose', 'logReturn'], needs: ['close'], run: logReturns },
  { provides: ['squares24', 'squares168'], needs: ['logReturn'], run: squareSums },
  {
    provides: ['sigma6', 'sigma24', 'sigma168', 'perSigma24', 'perSigma168'],
    needs: ['logClose', 'logReturn', 'squares24', 'squares168'],
    run: volatility,
  },
  logStage('sigma6', 'logSigma6'),
  logStage('sigma24', 'logSigma24'),
  logStage('sigma168', 'logSigma168'),
  {
    provides: ['range', 'perRange', 'closeLocation', 'direction'],
    needs: ['open', 'high', 'low', 'close'],
    run: candleShape,
  },
  { provides: ['streak'], needs: ['logReturn'], run: streaks },
  { provides: ['gainAverage', 'lossAverage'], needs: ['close'], run: gainsAndLosses },
  { provides: ['atr14'], needs: ['high', 'low', 'close'], run: averageTrueRange },
  emaStage('ema12', 12),
  emaStage('ema24', 24),
  emaStage('ema26', 26),
  { provides: ['macd', 'macdSignal'], needs: ['ema12', 'ema26'], run: macdLines },
  { provides: ['bandMean20', 'bandWidth20'], needs: ['close'], run: bollingerBand },
  sumStage('logClose', 'sumLog168', 168),
  { provides: ['volumeValue', 'volumeKnown'], needs: ['volume'], run: volumeValues },
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
