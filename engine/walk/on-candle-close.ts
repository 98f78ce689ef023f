import type { SeriesKey } from '../market/series.ts';
import { decide, type WalkDecision } from './decide.ts';
import { type DueCandle, findDueCandle } from './due-candle.ts';
import { noteArrival, waitOrSkip } from './late-candle.ts';
import { record } from './record.ts';
import { recordOutcomes } from './record-outcomes.ts';
import type { Walk } from './walk.ts';
import { beginDeciding, memoryOf } from './walk-memory.ts';
import { walkSwing } from './walk-swing.ts';
import { advanceWatermark } from './watermark.ts';

/** nothing: no candle is due; waiting: the venue has not published it yet, or it must be seen twice. */
export type WalkResult = 'nothing' | 'waiting' | 'decided' | 'undecided';

/**
 * Does whatever is due for one series by the clock: candle ─► features ─► score ─► signal ─► ledger ─► outcome. What is due is
 * computed from stored watermarks, so calling it too often, too late or after days of silence gives the same ledger. Throws what the
 * venue or the database throws; everything done so far stays, and the next call goes on from there. onDecided: told when the decision
 * is stored, with what is to be posted of it.
 */
export async function onCandleClose(walk: Walk, series: SeriesKey, onDecided?: () => void): Promise<WalkResult> {
  const isDecided = beginDeciding(memoryOf(walk, series));
  try {
    const due = await findDueCandle(walk, series);
    if (due.type !== 'due') return due.type;
    if (!due.isComplete) {
      isDecided();
      await recordOutcomes(walk, due);
      return await waitOrSkip(walk, due);
    }
    noteArrival(walk, due);
    const type = await decideNext(walk, due, onDecided).finally(() => {
      isDecided();
      // What became of the candle before is stored also where deciding failed.
      return settleAfterDecisions(walk, due);
    });
    await walkSwing(walk, due);
    await advanceWatermark(walk, series, due.closeTimeMs);
    return type;
  } finally {
    isDecided();
  }
}

/** News first, of every series: what they have in common is the database, and the post of a close waits for its last decision. */
async function settleAfterDecisions(walk: Walk, due: DueCandle): Promise<void> {
  const deciding = Promise.allSettled([...walk.memory.values()].map((memory) => memory.deciding));
  await (walk.waitForDecisions?.(deciding) ?? deciding);
  await recordOutcomes(walk, due);
}

async function decideNext(walk: Walk, due: DueCandle, onDecided?: () => void): Promise<WalkDecision['type']> {
  const decision = await decide(walk, due);
  await record(walk, due, decision);
  onDecided?.();
  return decision.type;
}
