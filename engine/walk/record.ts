import { isWorthTrading } from '../signals/cost.ts';
import { sizeAt } from '../signals/levels.ts';
import { type Signal, signalId } from '../signals/signal.ts';
import type { WalkDecision } from './decide.ts';
import type { DueCandle } from './due-candle.ts';
import type { Walk } from './walk.ts';

type Decided = Extract<WalkDecision, { type: 'decided' }>;

/**
 * Stores a decision before its outcome exists: the prediction, then for BUY and SELL the signal with its deliveries in one insert. Ids
 * are derived from what they are about, so that a repetition after a kill changes nothing. Reports "undecided" where there is none.
 */
export async function record(walk: Walk, due: DueCandle, decided: WalkDecision): Promise<void> {
  const { series, closeTimeMs } = due;
  if (decided.type === 'undecided') {
    walk.onEvent({ type: 'undecided', series, closeTimeMs, reason: decided.reason });
    return;
  }
  const { decision, trained, withheld } = decided;
  const { action, probabilityUp, scoreUp, lastDirection, dataQuality } = decision;
  const stored = await walk.predictions.record({
    series,
    closeTimeMs,
    modelVersion: trained.version,
    scoreUp,
    probabilityUp,
    lastDirection,
    published: action !== 'HOLD',
    withheld,
    outcomeUp: null,
    returnNext: null,
  });
  walk.confidences.push(series, closeTimeMs, decision.confidence);
  walk.onEvent({ type: 'decided', series, closeTimeMs, action, probabilityUp, dataQuality });
  // Another process, or this one before it was killed, decided first: its decision is the one that counts, whatever was read since.
  const isAgreed = stored.published && stored.probabilityUp > 0.5 === probabilityUp > 0.5;
  const signal = isAgreed ? signalFrom(walk, due, decided) : null;
  if (signal !== null && (await walk.ledger.open(signal, walk.planDeliveries(signal))) === 'opened') {
    walk.onEvent({ type: 'signal-opened', signal });
  }
}

function signalFrom(walk: Walk, { series, closeTimeMs }: DueCandle, { decision, trained }: Decided): Signal | null {
  if (decision.action === 'HOLD') return null;
  return {
    id: signalId(series, closeTimeMs, trained.version),
    family: 'next-candle',
    series,
    closeTimeMs,
    side: decision.action,
    probabilityUp: decision.probabilityUp,
    confidence: decision.confidence,
    entry: decision.entry,
    stop: decision.stop,
    target: decision.target,
    horizonCandles: 1,
    size: sizeAt(decision.entry, decision.stop),
    expectedValueBps: decision.expectedValueBps,
    expectedValueInterval: decision.expectedValueInterval,
    costBps: decision.costBps,
    worthTrading: isWorthTrading(decision.expectedValueBps, decision.costBps),
    dataQuality: decision.dataQuality,
    modelVersion: trained.version,
    marketSource: walk.marketSource,
    createdAtMs: walk.clock.nowMs(),
  };
}
