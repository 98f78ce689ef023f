import { timeframeMs } from '../market/timeframe.ts';
import { DAY_MS } from '../time.ts';
import { COMPARED_MS, mergeDecisions } from '../training/recent-decisions.ts';
import type { TrainingResult } from '../training/train.ts';
import { championDecisions } from './champion-decisions.ts';
import { groupPast } from './group-past.ts';
import type { ModelGroup } from './model-group.ts';
import { type ModelSelection, promoteModel, type Serving } from './model-selection.ts';
import { type PromotionVerdict, promotionVerdict, unopposedVerdict } from './promotion.ts';
import { refitIntervalMs } from './refit-interval.ts';
import { trainGroup } from './train-group.ts';

/** A refit that failed is tried again after a day of the clock, not at every candle. */
const REST_AFTER_FAILURE_MS = DAY_MS;
/** A challenger that lost is followed by the next one after this share of the refit interval. */
const REST_AFTER_LOSS = 0.25;

/** A group, the model that serves it (null when none can be read), and the time of the challenge in epoch milliseconds. */
interface Challenged {
  readonly group: ModelGroup;
  readonly champion: Serving | null;
  readonly nowMs: number;
}

/**
 * When the next challenger of a serving model is due, epoch milliseconds, as far as
 * the registry knows: a restart neither repeats nor forgets one.
 */
export async function challengeDueMs(selection: ModelSelection, group: ModelGroup, champion: Serving): Promise<number> {
  const saved = await selection.registry.list(group.series[0]);
  const newest = saved.find(({ version }) => version.startsWith(`${selection.challengerKind}-`));
  if (newest === undefined) return 0;
  const intervalMs = refitIntervalMs(group.timeframe);
  const { version, trainedUntilMs } = champion.trained;
  return newest.version === version ? trainedUntilMs + intervalMs : newest.savedAtMs + REST_AFTER_LOSS * intervalMs;
}

/**
 * Trains a challenger and promotes it if it passes the gate (promotion.ts). Plans the next
 * one. Never rejects: a failure is reported and rests for a day.
 */
export async function challengeChampion(selection: ModelSelection, challenged: Challenged): Promise<void> {
  const { memory, onEvent } = selection;
  const { group, nowMs } = challenged;
  try {
    const result = await trainGroup(selection, group, selection.challengerKind);
    await conclude(selection, challenged, result);
  } catch (error) {
    if (memory.stopping.signal.aborted) return;
    memory.dueMs.set(group.name, nowMs + REST_AFTER_FAILURE_MS);
    onEvent({
      type: 'model-refused',
      group: group.name,
      version: 'refit',
      reason: { code: 'training-failed', params: { error: String(error) } },
    });
  }
}

async function conclude(selection: ModelSelection, challenged: Challenged, result: TrainingResult): Promise<void> {
  const { memory, onEvent } = selection;
  const { group, champion, nowMs } = challenged;
  const intervalMs = refitIntervalMs(group.timeframe);
  const { version, trainedUntilMs } = result.trained;
  const { promote, reason } = await judge(selection, challenged, result);
  if (promote) {
    await promoteModel(selection, group, { result, reason });
    memory.dueMs.set(group.name, trainedUntilMs + intervalMs);
    return;
  }
  memory.dueMs.set(group.name, nowMs + REST_AFTER_LOSS * intervalMs);
  const standing = champion?.trained.version ?? memory.damaged.get(group.name) ?? 'none';
  onEvent({ type: 'challenger-refused', group: group.name, version, champion: standing, reason });
}

async function judge(
  selection: ModelSelection,
  { group, champion }: Challenged,
  { trained, recent }: TrainingResult,
): Promise<PromotionVerdict> {
  const brierSkill = trained.card.outOfSample?.brierSkill ?? null;
  if (champion === null) return unopposedVerdict(brierSkill);
  const candleMs = timeframeMs(group.timeframe);
  const nowMs = trained.trainedUntilMs + candleMs;
  const count = Math.ceil(COMPARED_MS / candleMs);
  const past = await Promise.all(
    (await groupPast(selection, group)).map(async (own) => ({
      ...own,
      predictions: await selection.predictions.newest(own.series, nowMs, count),
    })),
  );
  const lived = championDecisions(champion.trained, past, nowMs);
  return promotionVerdict({
    brierSkill,
    challenger: recent,
    champion: champion.recent === null ? lived : mergeDecisions(lived, champion.recent),
    seed: selection.seed,
  });
}
