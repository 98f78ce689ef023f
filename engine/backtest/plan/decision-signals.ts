import type { Evaluation } from '../../signals/evaluate.ts';
import { ENTER_LONG, ENTER_SHORT, type SignalColumns } from './signal-columns.ts';

/** Which decisions become entries: those the published rule sends out, or every one of sound data, for a threshold to choose among. */
export type DecisionChoice = 'published' | 'every';

function sideOf(evaluation: Evaluation, choice: DecisionChoice): number {
  if (evaluation.type === 'unready') return 0;
  if (choice === 'published')
    return evaluation.action === 'BUY' ? ENTER_LONG : evaluation.action === 'SELL' ? ENTER_SHORT : 0;
  if (evaluation.dataQuality.stamp !== 'green') return 0;
  return evaluation.direction === 'up' ? ENTER_LONG : ENTER_SHORT;
}

/**
 * Live decisions, one per candle, as the signals of a backtest: strength is the calibrated confidence, stop and target
 * are those that the signal would have named.
 */
export function decisionSignals(evaluations: readonly Evaluation[], choice: DecisionChoice): SignalColumns {
  const column = (read: (evaluation: Exclude<Evaluation, { type: 'unready' }>) => number): Float64Array =>
    Float64Array.from(evaluations, (each) => (each.type === 'unready' ? Number.NaN : read(each)));
  return {
    action: Uint8Array.from(evaluations, (each) => sideOf(each, choice)),
    strength: column(({ confidence }) => confidence),
    strengthIsProbability: true,
    stopPrice: column(({ stop }) => stop),
    targetPrice: column(({ target }) => target),
  };
}
