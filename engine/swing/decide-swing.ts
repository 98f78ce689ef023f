import type { CandleColumns } from '../market/candle.ts';
import { type Timeframe, timeframeMs } from '../market/timeframe.ts';
import { inOneUnit } from './one-unit.ts';
import {
  PUBLISHED_SWING_RULE,
  type SwingPosition,
  type SwingReading,
  type SwingStep,
  swingStep,
} from './swing-rule.ts';
import { trendReadings, VOLATILITY_MEMORY_CANDLES } from './trend-readings.ts';

/** The timeframe at whose closes the family decides. */
export const SWING_TIMEFRAME: Timeframe = '4h';

/** Newest candles that a decision reads: with so many it is, to the last bit, that of a backtest over any longer past. */
export const SWING_CANDLES = VOLATILITY_MEMORY_CANDLES + 1;

/** What the rule does at a close, and what it saw there. */
export interface SwingDecision {
  readonly step: SwingStep;
  readonly reading: SwingReading;
}

/**
 * The published rule at the close of the last of these candles (oldest first, the newest SWING_CANDLES of a series). `position` is what
 * earlier decisions have opened. Fewer candles are allowed: while 90 days are not covered the strength is NaN, and nothing is entered.
 */
export function decideSwing(candles: CandleColumns, position: SwingPosition | null): SwingDecision {
  const candleMs = timeframeMs(SWING_TIMEFRAME);
  const { strength, yearlyVolatility } = trendReadings(inOneUnit(candles, candleMs).candles, candleMs);
  const reading: SwingReading = {
    strength: strength.at(-1) ?? Number.NaN,
    yearlyVolatility: yearlyVolatility.at(-1) ?? Number.NaN,
    close: candles.close.at(-1) ?? Number.NaN,
  };
  return { step: swingStep(position, reading, PUBLISHED_SWING_RULE), reading };
}
