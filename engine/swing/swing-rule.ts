/** The published rule of the swing family. Fractions unless noted otherwise. */
export interface SwingRule {
  /** Enter when the strength rises above this (and, for shorts, falls below its negative). */
  readonly enterAbove: number;
  /** Leave when the strength in the position's direction falls below this. */
  readonly leaveBelow: number;
  /** Distance of the stop from the entry in daily standard deviations; judged at the close, never within the candle. */
  readonly stopDailySigmas: number;
  /** Once the price stands at this multiple of the last entry or trim, so much is sold that the position is worth what it was then. */
  readonly trimAt: number;
  /** Share of the account that a stop at its price would cost. */
  readonly riskFraction: number;
  /** Largest value of a position as a share of the account at entry. */
  readonly mostExposure: number;
  readonly sides: 'long' | 'both';
  /** Shorts are this much smaller than longs. */
  readonly shortSize: number;
}

/** Long or flat, one per cent of the account at risk. Chosen before any of it was measured: see README.md, "Decisions and their price". */
export const PUBLISHED_SWING_RULE: SwingRule = {
  enterAbove: 0.4,
  leaveBelow: 0.2,
  stopDailySigmas: 3,
  trimAt: 1.5,
  riskFraction: 0.01,
  mostExposure: 1,
  sides: 'long',
  shortSize: 0.5,
};

/** A position that the rule has opened. */
export interface SwingPosition {
  readonly side: 1 | -1;
  /** Price at which a close ends the position. */
  readonly stop: number;
  /** Close at which the entry, or the last trim, was decided: the price that its message names. */
  readonly referencePrice: number;
}

/** What is known at a close. */
export interface SwingReading {
  readonly strength: number;
  readonly yearlyVolatility: number;
  readonly close: number;
}

/** What is done at the next open. */
export type SwingStep =
  | { readonly type: 'nothing' }
  | { readonly type: 'enter'; readonly side: 1 | -1; readonly stopDistance: number; readonly sizeFraction: number }
  | { readonly type: 'trim'; readonly sellFraction: number }
  | { readonly type: 'leave'; readonly reason: 'stop' | 'trend-faded' };

const NOTHING: SwingStep = { type: 'nothing' };

function entryStep({ strength, yearlyVolatility }: SwingReading, rule: SwingRule): SwingStep {
  const side = strength > rule.enterAbove ? 1 : rule.sides === 'both' && strength < -rule.enterAbove ? -1 : null;
  const stopDistance = (rule.stopDailySigmas * yearlyVolatility) / Math.sqrt(365);
  if (side === null || !(stopDistance > 0 && stopDistance < 1)) return NOTHING;
  const size = Math.min(rule.mostExposure, rule.riskFraction / stopDistance);
  return { type: 'enter', side, stopDistance, sizeFraction: side === 1 ? size : size * rule.shortSize };
}

/**
 * The rule at one close: pure, the same for live, backtest and replay. A strength that is not known (NaN) changes nothing, but the stop
 * holds. stopDistance and sizeFraction are fractions: of the entry price, and of the account.
 */
export function swingStep(position: SwingPosition | null, reading: SwingReading, rule: SwingRule): SwingStep {
  if (position === null) return entryStep(reading, rule);
  const { side, stop, referencePrice } = position;
  if (side * (reading.close - stop) < 0) return { type: 'leave', reason: 'stop' };
  if (side * reading.strength < rule.leaveBelow) return { type: 'leave', reason: 'trend-faded' };
  if (side === 1 && reading.close >= rule.trimAt * referencePrice)
    return { type: 'trim', sellFraction: 1 - referencePrice / reading.close };
  return NOTHING;
}

/**
 * The position once a step that was decided at `close` has been carried out; null when there is none. Its levels are those that the
 * step's message names, not those of the fill: whoever reads the message can follow them, and so does the backtest.
 */
export function positionAfter(position: SwingPosition | null, step: SwingStep, close: number): SwingPosition | null {
  switch (step.type) {
    case 'enter':
      return { side: step.side, stop: close * (1 - step.side * step.stopDistance), referencePrice: close };
    case 'trim':
      return position === null ? null : { ...position, referencePrice: close };
    case 'leave':
      return null;
    case 'nothing':
      return position;
  }
}
