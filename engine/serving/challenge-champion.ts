import { timeframeMs } from '../market/timeframe.ts';
import { DAY_MS, MINUTE_MS } from '../time.ts';
import { COMPARED_MS, mergeDecisions } from '../training/recent-decisions.ts';
import type { TrainingResult } from '../training/train.ts';
import { championDecisions } from './champion-decisions.ts';
import { followGroup } from './follow-models.ts';
import { groupPast } from './group-past.ts';
import type { ModelGroup } from './model-group.ts';
import { AT_ONCE, type ModelSelection, promoteModel, type Serving } from './model-selection.ts';
import { type PromotionReason, type PromotionVerdict, promotionVerdict, unopposedVerdict } from './promotion.ts';
import { refitIntervalMs } from './refit-interval.ts';
import { saveModel, trainGroup } from './train-group.ts';

/** A refit that failed is tried again after a day of the clock, not at every candle. */
const REST_AFTER_FAILURE_MS = DAY_MS;
/** A challenger that lost is followed by the next one after this share of the refit interval. */
const REST_AFTER_LOSS = 0.25;
/** While another process trains the group, the registry is asked again after this. */
const REST_WHILE_BUSY_MS = 10 * MINUTE_MS;

/** What became of a group's turn. busy: another process trains it. stopped: this one was told to end. */
export type ChallengeOutcome =
  | {
      readonly type: 'promoted' | 'refused';
      readonly version: string;
      /** The model that served before; null where none could be read. */
      readonly champion: string | null;
      readonly reason: PromotionReason;
    }
  | { readonly type: 'not-due'; readonly dueMs: number }
  | { readonly type: 'failed'; readonly error: unknown }
  | { readonly type: 'busy' | 'stopped' };

/** A group and the time of the challenge in epoch milliseconds. */
interface Challenged {
  readonly group: ModelGroup;
  readonly nowMs: number;
}

/** With the model that serves the group; null when none can be read. */
interface Contest extends Challenged {
  readonly champion: Serving | null;
}

/**
 * When the next challenger of a serving model is due, epoch milliseconds, as far as
 * the registry knows: a restart neither repeats nor forgets one.
 */
export async function challengeDueMs(selection: ModelSelection, group: ModelGroup, champion: Serving): Promise<number> {
  const saved = await selection.registry.list(group.series[0]);
  const newest = saved.find(({ version }) => version.startsWith(`${selection.challengerKind}-`));
  const { version, trainedUntilMs } = champion.trained;
  if (newest === undefined) return trainedUntilMs;
  const intervalMs = refitIntervalMs(group.timeframe);
  return newest.version === version ? trainedUntilMs + intervalMs : newest.savedAtMs + REST_AFTER_LOSS * intervalMs;
}

/**
 * Trains a challenger and promotes it if it passes the gate (promotion.ts), unless another process trains the group or has done so since
 * it became due. Plans the next one. Never rejects: a failure is reported and rests for a day.
 */
export async function challengeChampion(selection: ModelSelection, challenged: Challenged): Promise<ChallengeOutcome> {
  const { memory, onEvent, alone = (_group, work) => work() } = selection;
  const { group, nowMs } = challenged;
  const isAsked = memory.dueMs.get(group.name) === AT_ONCE;
  try {
    const outcome = await alone(group.name, () => challengeIfDue(selection, { ...challenged, isAsked }));
    if (outcome !== null) return outcome;
    memory.dueMs.set(group.name, nowMs + REST_WHILE_BUSY_MS);
    return { type: 'busy' };
  } catch (error) {
    if (memory.stopping.signal.aborted) return { type: 'stopped' };
    memory.dueMs.set(group.name, nowMs + REST_AFTER_FAILURE_MS);
    onEvent({
      type: 'model-refused',
      group: group.name,
      version: 'refit',
      reason: { code: 'training-failed', params: { error: String(error) } },
    });
    return { type: 'failed', error };
  }
}

async function challengeIfDue(
  selection: ModelSelection,
  { group, nowMs, isAsked }: Challenged & { readonly isAsked: boolean },
): Promise<ChallengeOutcome> {
  const { memory, challengerKind: kind } = selection;
  // Another process may have trained, and promoted, since this one looked.
  await followGroup(selection, group);
  const champion = memory.serving.get(group.name) ?? null;
  const dueMs = isAsked || champion === null ? AT_ONCE : await challengeDueMs(selection, group, champion);
  if (nowMs < dueMs) {
    memory.dueMs.set(group.name, dueMs);
    return { type: 'not-due', dueMs };
  }
  const result = await trainGroup(selection, group, { kind, nowMs });
  return await conclude(selection, { group, nowMs, champion }, result);
}

/** Judged before it is saved: what was saved counts as tried, and a failure between both would put the next try off for days. */
async function conclude(
  selection: ModelSelection,
  contest: Contest,
  result: TrainingResult,
): Promise<ChallengeOutcome> {
  const { memory, onEvent } = selection;
  const { group, champion, nowMs } = contest;
  const intervalMs = refitIntervalMs(group.timeframe);
  const { version, trainedUntilMs } = result.trained;
  const { promote, reason } = await judge(selection, contest, result);
  await saveModel(selection, group, result.trained);
  const outcome = { version, champion: champion?.trained.version ?? null, reason };
  if (promote) {
    await promoteModel(selection, group, { result, reason });
    memory.dueMs.set(group.name, trainedUntilMs + intervalMs);
    return { type: 'promoted', ...outcome };
  }
  memory.dueMs.set(group.name, nowMs + REST_AFTER_LOSS * intervalMs);
  const standing = outcome.champion ?? memory.damaged.get(group.name) ?? 'none';
  onEvent({ type: 'challenger-refused', group: group.name, version, champion: standing, reason });
  return { type: 'refused', ...outcome };
}

async function judge(
  selection: ModelSelection,
  { group, champion }: Contest,
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
