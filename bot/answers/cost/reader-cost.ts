import type { TradingCost } from '../../../billing/ports.ts';
import { assetClass } from '../../../engine/market/asset-class.ts';
import type { PredictionAnswer } from '../../../engine/predict.ts';
import { isWorthTrading } from '../../../engine/signals/cost.ts';
import type { Outcome, Signal } from '../../../engine/signals/signal.ts';
import type { ShownSignal } from '../reader-signal.ts';

/** The round trip that a reader pays for a pair, basis points; null: what the operator states. */
export function roundTripOf(symbol: string, cost: TradingCost | undefined): number | null {
  if (cost === undefined) return null;
  const { cryptoSideBps, forexRoundTripBps } = cost;
  switch (assetClass(symbol)) {
    case 'crypto':
      return cryptoSideBps === null ? null : 2 * cryptoSideBps;
    case 'forex':
      return forexRoundTripBps;
    default:
      return null;
  }
}

/** A signal as it is worth to somebody who pays another cost: verdict and results after it. The ledger keeps its own. */
export function atReadersCost<Shown extends ShownSignal>(shown: Shown, cost: TradingCost | undefined): Shown {
  const { signal, outcome } = shown;
  const costBps = roundTripOf(signal.series.symbol, cost);
  if (costBps === null || costBps === signal.costBps) return shown;
  return {
    ...shown,
    signal: { ...signal, costBps, worthTrading: isWorthAt(signal, costBps) },
    outcome: outcome === null ? null : outcomeAt(outcome, costBps),
  };
}

/** The cost of everybody who pays so many basis points for each side, whatever they trade; null: as stated. */
export function sideCost(sideBps: number | null): TradingCost | undefined {
  return sideBps === null ? undefined : { cryptoSideBps: sideBps, forexRoundTripBps: 2 * sideBps };
}

/** A family without an expected value is judged by its past after the stated cost: that says nothing of a higher one. */
function isWorthAt(signal: Signal, costBps: number): boolean {
  return signal.family === 'swing'
    ? signal.worthTrading && costBps <= signal.costBps
    : isWorthTrading(signal.expectedValueBps, costBps);
}

function outcomeAt({ direction, plan, ...rest }: Outcome, costBps: number): Outcome {
  const { grossBps } = direction;
  return {
    ...rest,
    direction: { ...direction, netBps: grossBps === null ? null : grossBps - costBps },
    plan: plan === null ? null : { ...plan, netBps: plan.grossBps - costBps },
  };
}

/** A prediction whose expected value is after the reader's cost. */
export function predictionAtCost(answer: PredictionAnswer, cost: TradingCost | undefined): PredictionAnswer {
  const costBps = roundTripOf(answer.symbol, cost);
  if (costBps === null || answer.expectedValueBps === null) return answer;
  return { ...answer, costBps, expectedValueBps: answer.expectedValueBps + answer.costBps - costBps };
}
