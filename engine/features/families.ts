import { DAY_MS } from '../time.ts';
import type { FeatureRow } from './feature-row.ts';
import type { ColumnName, EXTREME_SPANS } from './frame.ts';
import * as kernels from './kernels.ts';
import { sessionFlag, type TradingSession } from './sessions.ts';

/** The return `lag` candles ago in units of the day's volatility. */
export function laggedReturn(lag: number): FeatureRow {
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

/** The return over `span` candles in units of a random walk. */
export function momentum(span: number): FeatureRow {
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

/** A wave of `cycles` periods a day, or one a week, at the close. */
export function clock(name: string, cycles: number | 'week', why: string): FeatureRow {
  const wave = name.endsWith('sin') ? Math.sin : Math.cos;
  const of = cycles === 'week' ? 'UTC weekday / 7' : `minute of the UTC day / ${1440 / cycles}`;
  return {
    name,
    group: 'calendar',
    formula: `${wave === Math.sin ? 'sin' : 'cos'}(2π · ${of}) at the close`,
    window: 1,
    why,
    source: 'Andersen and Bollerslev 1997, "Intraday periodicity and volatility persistence"',
    needs: ['minuteOfWeek'],
    fill: cycles === 'week' ? kernels.clock(1, 7, wave) : kernels.clock(7 * cycles, 1440 / cycles, wave),
  };
}

/** Where an earlier candle closed within its range. */
export function closeLocation(lag: number): FeatureRow {
  return {
    name: `close_location_${lag}`,
    group: 'shape',
    formula: `close_location of ${lag} candle${lag > 1 ? 's' : ''} ago`,
    window: lag + 1,
    why: 'What buyers in a hurry paid too much is given back over more than one candle.',
    source: 'as close_location',
    needs: ['closeLocation'],
    fill: kernels.lagged('closeLocation', lag),
  };
}

/** Where the close lies within the range of `span` candles. */
export function rangePosition(span: (typeof EXTREME_SPANS)[number]): FeatureRow {
  return {
    name: `range_position_${span}`,
    group: 'position',
    formula: `(2c − H − L) / (H − L), H and L the highest high and lowest low of ${span} candles, 0 when equal`,
    window: span,
    why:
      span <= 6
        ? 'A close at the edge of the last few candles has just been pushed there; part of the push is given back.'
        : 'Orders gather beyond the extremes of a day or a week: prices there break out or bounce.',
    source: 'Lane 1984, "Stochastics"; George and Hwang 2004, "The 52-week high"',
    needs: [`highest${span}`, `lowest${span}`, 'close'],
    fill: kernels.rangePosition(span),
  };
}

/** What the slot now beginning did one day or week before. */
export function sameTime(name: string, days: number, perSigma: 'perSigma24' | 'perSigma168'): FeatureRow {
  return {
    name,
    group: 'return',
    formula:
      `(c − o) / o of the candle that opened exactly ${days} day${days > 1 ? 's' : ''} before the next one, ` +
      `/ ${perSigma === 'perSigma24' ? 'σ24' : 'σ168'}`,
    window: 169,
    why: 'Funds trade the same way at the same time of day, so a slot tends to repeat.',
    source: 'Heston, Korajczyk and Sadka 2010, "Intraday patterns in the cross-section of stock returns"',
    optional: true,
    needs: ['openTimeMs', 'open', 'close', perSigma],
    fill: kernels.sameTimeReturn(days * DAY_MS, perSigma),
  };
}

/** A column in price units for charts and stops; no model reads it. */
export function scale(name: string, column: ColumnName, formula: string): FeatureRow {
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

/** Whether a centre of the currency market is at work when the next candle opens. */
export function session(one: TradingSession): FeatureRow {
  const { name, fromHour, toHour } = one;
  return {
    name: `session_${name}`,
    group: 'calendar',
    formula: `1 where the next candle opens within ${fromHour}:00–${toHour}:00 of that city's clock on a working day, else 0`,
    window: 1,
    why: 'Who is at work decides who is on the other side; summer time moves the hours.',
    source: 'Ranaldo 2009, "Segmentation and time-of-day patterns in foreign exchange markets"',
    needs: ['openTimeMs'],
    fill: sessionFlag(one),
  };
}
