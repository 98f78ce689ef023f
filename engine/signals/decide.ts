import type { CostScenario } from './cost.ts';
import type { DataQuality } from './signal.ts';

/** The rule that turns a probability into a signal ("One decision" in the engine's README). */
export interface SignalPolicy {
  /** Share of candles that should carry a signal: q of the (1 − q) quantile. */
  readonly targetCoverage: number;
  /** No signal below this confidence, whatever the quantile. */
  readonly minConfidence: number;
  /** Confidences the quantile looks back on. */
  readonly confidenceWindow: number;
  /** Fewer past confidences than this give no quantile and no signal. */
  readonly minConfidences: number;
  readonly costScenario: CostScenario;
}

/** The published rule. */
export const DEFAULT_POLICY: SignalPolicy = {
  targetCoverage: 0.1,
  minConfidence: 0.55,
  confidenceWindow: 2_000,
  minConfidences: 200,
  costScenario: 'spotTaker',
};

/** Why there is or is not a signal. */
export type DecisionReason =
  | 'confident'
  | 'data-quality'
  | 'few-confidences'
  | 'below-minimum'
  | 'below-threshold'
  | 'muted';

/** The action for a scored candle, and why. */
export interface Verdict {
  readonly action: 'BUY' | 'SELL' | 'HOLD';
  readonly reason: DecisionReason;
}

/** What the rule looks at; threshold is null while there are too few past confidences. */
export interface DecisionInput {
  readonly probabilityUp: number;
  readonly confidence: number;
  readonly threshold: number | null;
  readonly dataQuality: DataQuality;
  readonly policy: SignalPolicy;
}

/** Amber data get half the signals: only the surest of what would be sent on green data. */
const AMBER_COVERAGE = 0.5;

/** The share of candles that should carry a signal on data with this stamp: q on green, q / 2 on amber, none on red. */
export function coverageAt(policy: SignalPolicy, stamp: DataQuality['stamp']): number {
  if (stamp === 'red') return 0;
  return stamp === 'amber' ? AMBER_COVERAGE * policy.targetCoverage : policy.targetCoverage;
}

/**
 * BUY or SELL when confidence ≥ threshold (the quantile for coverageAt the stamp), ≥ the minimum, and data quality is not red;
 * otherwise HOLD with the first reason against.
 */
export function decide({ probabilityUp, confidence, threshold, dataQuality, policy }: DecisionInput): Verdict {
  if (dataQuality.stamp === 'red') return { action: 'HOLD', reason: 'data-quality' };
  if (threshold === null) return { action: 'HOLD', reason: 'few-confidences' };
  if (confidence < policy.minConfidence) return { action: 'HOLD', reason: 'below-minimum' };
  if (confidence < threshold) return { action: 'HOLD', reason: 'below-threshold' };
  return { action: probabilityUp >= 0.5 ? 'BUY' : 'SELL', reason: 'confident' };
}
