import { isWorthTrading } from '../../signals/cost.ts';
import type { Evaluation } from '../../signals/evaluate.ts';
import { ENTER_LONG, ENTER_SHORT, LEAVE_LONG, LEAVE_SHORT, type SignalColumns } from './signal-columns.ts';

/** A held position is left when its expected value falls below this share of what an entry needs. */
const HELD_SHARE = 0.5;
const LEAVE_BOTH = LEAVE_LONG | LEAVE_SHORT;

/**
 * What is done at one candle. Entered: an expected value, before cost, that covers the round trip, on sound data. Left: when
 * the side turns, when the value falls below half of that, or when none can be stated. A side that is held and confirmed is
 * not entered again, so that it pays once.
 */
function actionOf(evaluation: Evaluation, roundTripBps: number | null): number {
  if (evaluation.type === 'unready') return LEAVE_BOTH;
  const { expectedValueBps, direction, dataQuality } = evaluation;
  const costBps = roundTripBps ?? evaluation.costBps;
  const [enter, leaveOther] = direction === 'up' ? [ENTER_LONG, LEAVE_SHORT] : [ENTER_SHORT, LEAVE_LONG];
  if (expectedValueBps === null || expectedValueBps < HELD_SHARE * costBps) return LEAVE_BOTH;
  const enters = dataQuality.stamp === 'green' && isWorthTrading(expectedValueBps, costBps);
  return enters ? enter | leaveOther : leaveOther;
}

/**
 * Live decisions, one per candle, as the signals of one who trades by expected value (evaluation.md, "Costs"); strength is the calibrated
 * confidence. `roundTripBps` null: the published cost of each decision. The plan needs no exit of its own.
 */
export function worthSignals(evaluations: readonly Evaluation[], roundTripBps: number | null): SignalColumns {
  return {
    action: Uint8Array.from(evaluations, (each) => actionOf(each, roundTripBps)),
    strength: Float64Array.from(evaluations, (each) => (each.type === 'unready' ? Number.NaN : each.confidence)),
    strengthIsProbability: true,
    stopPrice: null,
    targetPrice: null,
  };
}
