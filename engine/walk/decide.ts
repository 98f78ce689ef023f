import { calendarOf, isOpenAt } from '../market/calendar/gaps.ts';
import type { CandleColumns } from '../market/candle.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { TrainedModel } from '../models/trained.ts';
import type { ReasonCode, ReasonOf } from '../reason.ts';
import { type Decision, evaluate, silenced } from '../signals/evaluate.ts';
import { feedQuality } from '../signals/quality.ts';
import { readsContext } from './context-series.ts';
import type { DueCandle } from './due-candle.ts';
import { feedFacts } from './feed-facts.ts';
import { awaitContext, withNewestContext } from './newest-context.ts';
import { isDecidable } from './schedule.ts';
import type { Walk } from './walk.ts';

/** Why no decision was taken. */
export type UndecidedReason = ReasonOf<
  'decided-too-late' | 'market-closes' | 'no-model' | 'too-few-candles' | 'no-score'
>;

/** A decision with the model that took it, or why none could be taken. */
export type WalkDecision =
  | {
      readonly type: 'decided';
      readonly decision: Decision;
      readonly trained: TrainedModel;
      /** Why the signal that it would have been is not published, or null. */
      readonly withheld: ReasonCode | null;
    }
  | { readonly type: 'undecided'; readonly reason: UndecidedReason };

const undecided = (code: 'decided-too-late' | 'market-closes' | 'no-model'): WalkDecision => ({
  type: 'undecided',
  reason: { code, params: {} },
});

/**
 * Decides about the candle after a complete one, by `evaluate` (signals/evaluate.ts). Stores
 * nothing. A series that is muted is scored, its decision is HOLD, and what would have been sent is recorded as withheld.
 */
export async function decide(walk: Walk, due: DueCandle): Promise<WalkDecision> {
  const { series, closeTimeMs } = due;
  const candleMs = timeframeMs(series.timeframe);
  if (!isDecidable(closeTimeMs, walk.clock.nowMs(), candleMs)) return undecided('decided-too-late');
  if (!isOpenAt(calendarOf(series.symbol), closeTimeMs)) return undecided('market-closes');
  const trained = walk.modelFor(series);
  if (trained === null) return undecided('no-model');
  const recentConfidences = await walk.confidences.before(series, closeTimeMs, trained);
  const facts = feedFacts(walk, series);
  const evaluated = evaluate(await candlesFor(trained, walk, due), trained, {
    series,
    recentConfidences,
    ...(facts === null ? {} : { dataQuality: feedQuality(facts, candleMs) }),
  });
  if (evaluated.type === 'unready') return { type: 'undecided', reason: evaluated.reason };
  const mutedReason = walk.mutedReason?.(series, walk.clock.nowMs()) ?? null;
  if (mutedReason === null) return { type: 'decided', decision: evaluated, trained, withheld: null };
  const withheld = evaluated.action === 'HOLD' ? null : mutedReason.code;
  return { type: 'decided', decision: silenced(evaluated), trained, withheld };
}

async function candlesFor({ model }: TrainedModel, walk: Walk, { series, candles }: DueCandle): Promise<CandleColumns> {
  if (!readsContext(model)) return candles;
  await awaitContext(walk, series);
  return withNewestContext(walk, series, candles);
}
