import { extremeStage } from './extreme-stage.ts';
import { type Frame, WEEK_MINUTES } from './frame.ts';
import { isResumed } from './rolling.ts';
import { averageTrueRange, runningMeans } from './running-means.ts';
import { type Stage, sumStage } from './stage.ts';
import { VOLUME_STAGES } from './volume-stages.ts';

/** Volatility below a hundredth of a basis point is taken as that: a market that stood still has no scale of its own. */
const SIGMA_FLOOR = 1e-6;
const STREAK_CAP = 6;
/** The epoch was a Thursday: three days into a week that begins on Monday. */
const MONDAY_MINUTES = 3 * 1440;

function logReturns({ columns, base }: Frame, from: number, to: number): void {
  const { close, logClose, logReturn } = columns;
  let before = from > 0 ? (logClose[from - 1] ?? 0) : 0;
  for (let i = from; i < to; i += 1) {
    const now = Math.log(close[i] ?? 0);
    logClose[i] = now;
    logReturn[i] = base + i === 0 ? 0 : now - before;
    before = now;
  }
}

/** Rolling sums of squared log returns; the sums of the returns themselves are differences of logClose. */
function squareSums({ columns, base }: Frame, from: number, to: number): void {
  const { logReturn, squares24, squares168 } = columns;
  let short = from > 0 ? (squares24[from - 1] ?? 0) : 0;
  let long = from > 0 ? (squares168[from - 1] ?? 0) : 0;
  for (let i = from; i < to; i += 1) {
    if (isResumed(base + i)) {
      short = 0;
      long = 0;
      for (let j = i; j > i - 168 && j >= 0; j -= 1) {
        const value = logReturn[j] ?? 0;
        long += value * value;
        if (j > i - 24) short += value * value;
      }
    } else {
      const entering = logReturn[i] ?? 0;
      const dayAgo = i < 24 ? 0 : (logReturn[i - 24] ?? 0);
      const weekAgo = i < 168 ? 0 : (logReturn[i - 168] ?? 0);
      short += entering * entering - dayAgo * dayAgo;
      long += entering * entering - weekAgo * weekAgo;
    }
    squares24[i] = short;
    squares168[i] = long;
  }
}

/** Rolling sums over 240 of each squared log return and of its product with the one before. */
function regimeSums({ columns, base }: Frame, from: number, to: number): void {
  const { logReturn, products240, squares240 } = columns;
  let products = from > 0 ? (products240[from - 1] ?? 0) : 0;
  let squares = from > 0 ? (squares240[from - 1] ?? 0) : 0;
  for (let i = from; i < to; i += 1) {
    if (isResumed(base + i)) {
      products = 0;
      squares = 0;
      for (let j = Math.max(0, i - 239); j <= i; j += 1) {
        const value = logReturn[j] ?? 0;
        squares += value * value;
        if (j > 0) products += value * (logReturn[j - 1] ?? 0);
      }
    } else {
      const entering = logReturn[i] ?? 0;
      const leaving = i > 240 ? (logReturn[i - 240] ?? 0) : 0;
      products += entering * (logReturn[i - 1] ?? 0) - (i > 240 ? leaving * (logReturn[i - 241] ?? 0) : 0);
      squares += entering * entering - leaving * leaving;
    }
    products240[i] = products;
    squares240[i] = squares;
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

/**
 * Each return's size times that of the one before: their sum is the part of the variance that comes without jumps, but
 * for a factor of π / 2.
 */
function neighbourProducts({ columns: { logReturn, neighbours } }: Frame, from: number, to: number): void {
  for (let i = from; i < to; i += 1)
    neighbours[i] = i === 0 ? 0 : Math.abs((logReturn[i] ?? 0) * (logReturn[i - 1] ?? 0));
}

function volatilityRatios(
  { columns: { sigma24, perSigma168, volatilityRatio } }: Frame,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i += 1) volatilityRatio[i] = Math.log((sigma24[i] ?? 0) * (perSigma168[i] ?? 0));
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

/** A band narrower than this share of the price is rounding, not movement. */
const LEAST_BAND = 1e-8;

/**
 * Mean and population standard deviation of 20 closes (Bollinger), from running sums of the distance to an anchor: a close at most
 * RESUM_EVERY candles old, because sums of squared prices themselves would lose the digits that matter.
 */
function bollingerBand({ columns, base }: Frame, from: number, to: number): void {
  const { close, bandAnchor20, bandSum20, bandSquares20, bandMean20, bandWidth20 } = columns;
  let anchor = from > 0 ? (bandAnchor20[from - 1] ?? 0) : 0;
  let sum = from > 0 ? (bandSum20[from - 1] ?? 0) : 0;
  let squares = from > 0 ? (bandSquares20[from - 1] ?? 0) : 0;
  for (let i = from; i < to; i += 1) {
    const last = close[i] ?? 0;
    if (isResumed(base + i)) {
      anchor = last;
      sum = 0;
      squares = 0;
      for (let j = i < 19 ? 0 : i - 19; j < i; j += 1) {
        const distance = (close[j] ?? 0) - anchor;
        sum += distance;
        squares += distance * distance;
      }
    } else {
      const entering = last - anchor;
      const leaving = i < 20 ? 0 : (close[i - 20] ?? 0) - anchor;
      sum += entering - leaving;
      squares += entering * entering - leaving * leaving;
    }
    bandAnchor20[i] = anchor;
    bandSum20[i] = sum;
    bandSquares20[i] = squares;
    const mean = sum * (1 / 20);
    const spread = squares * (1 / 20) - mean * mean;
    const least = last * LEAST_BAND;
    bandMean20[i] = i < 19 ? Number.NaN : anchor + mean;
    bandWidth20[i] = i < 19 ? Number.NaN : spread > least * least ? Math.sqrt(spread) : 0;
  }
}

/** Minute 0..10079 of the UTC week, from Monday 00:00, at each candle's close. */
function minutesOfWeek({ columns: { openTimeMs, minuteOfWeek }, timeframeMs }: Frame, from: number, to: number): void {
  for (let i = from; i < to; i += 1) {
    const minute = Math.floor(((openTimeMs[i] ?? 0) + timeframeMs) / 60_000) + MONDAY_MINUTES;
    minuteOfWeek[i] = minute - WEEK_MINUTES * Math.floor(minute / WEEK_MINUTES);
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
  { provides: ['products240', 'squares240'], needs: ['logReturn'], run: regimeSums },
  { provides: ['neighbours'], needs: ['logReturn'], run: neighbourProducts },
  sumStage('neighbours', 'neighbours24', 24),
  { provides: ['volatilityRatio'], needs: ['sigma24', 'perSigma168'], run: volatilityRatios },
  {
    provides: ['range', 'perRange', 'closeLocation', 'direction'],
    needs: ['open', 'high', 'low', 'close'],
    run: candleShape,
  },
  { provides: ['streak'], needs: ['logReturn'], run: streaks },
  {
    provides: ['gainAverage', 'lossAverage', 'ema12', 'ema24', 'ema26', 'macd', 'macdSignal'],
    needs: ['close'],
    run: runningMeans,
  },
  { provides: ['atr14'], needs: ['high', 'low', 'close'], run: averageTrueRange },
  {
    provides: ['bandAnchor20', 'bandSum20', 'bandSquares20', 'bandMean20', 'bandWidth20'],
    needs: ['close'],
    run: bollingerBand,
  },
  { provides: ['minuteOfWeek'], needs: ['openTimeMs'], run: minutesOfWeek },
  sumStage('logClose', 'sumLog168', 168),
  extremeStage(2, 1, [1, 1]),
  extremeStage(3, 2, [1, 1]),
  extremeStage(6, 3, [3, 3]),
  extremeStage(12, 6, [6, 6]),
  extremeStage(24, 12, [12, 12]),
  extremeStage(72, 24, [24, 48]),
  extremeStage(168, 72, [72, 96]),
  ...VOLUME_STAGES,
];
