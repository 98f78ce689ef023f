import { type ChallengeOutcome, challengeChampion, challengeDueMs } from './challenge-champion.ts';
import { loadModel } from './follow-models.ts';
import type { ModelGroup } from './model-group.ts';
import { AT_ONCE, type ModelSelection, promoteModel, serveModel } from './model-selection.ts';
import { saveModel, trainGroup } from './train-group.ts';

/**
 * Loads, or fits and saves, what is missing; where a refit is due, starts to train a challenger and does not wait for it. A champion that
 * cannot be read is reported, and the one promoted before it serves; where there is none the group is silent until a challenger passes.
 * When a fit fails, or its model loses, the serving model stays. Rejects with the first failure after every group has had its turn.
 */
export async function refreshModels(selection: ModelSelection, nowMs: number): Promise<void> {
  const failures: unknown[] = [];
  // A group without candles, because its venue is away, holds up no other.
  for (const group of selection.groups)
    await refreshGroup(selection, group, nowMs).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/**
 * The turn of one group to its end, for a process that does nothing else: what is missing is loaded or fitted, and where a challenger is
 * due it is trained and judged. Never rejects: a failure is an outcome.
 */
export async function retrainGroup(
  selection: ModelSelection,
  group: ModelGroup,
  nowMs: number,
): Promise<ChallengeOutcome> {
  try {
    const dueMs = await prepareGroup(selection, group, nowMs);
    return nowMs < dueMs ? { type: 'not-due', dueMs } : await challengeChampion(selection, { group, nowMs });
  } catch (error) {
    return selection.memory.stopping.signal.aborted ? { type: 'stopped' } : { type: 'failed', error };
  }
}

/** Resolves when no challenger is in training. */
export async function awaitChallengers({ memory }: ModelSelection): Promise<void> {
  while (memory.challenge !== null) await memory.challenge;
}

/** Ends a training under way and waits for its end; none starts afterwards. */
export async function stopTraining({ memory }: ModelSelection): Promise<void> {
  memory.stopping.abort();
  await memory.challenge;
}

async function refreshGroup(selection: ModelSelection, group: ModelGroup, nowMs: number): Promise<void> {
  const { memory } = selection;
  const dueMs = await prepareGroup(selection, group, nowMs);
  if (selection.isTrainedElsewhere === true) return;
  if (nowMs < dueMs || memory.challenge !== null || memory.stopping.signal.aborted) return;
  memory.challenge = challengeChampion(selection, { group, nowMs })
    .then(() => {})
    .finally(() => {
      memory.challenge = null;
    });
}

/** Lets a model serve where there is none yet, and resolves with the time at which a challenger is due. */
async function prepareGroup(selection: ModelSelection, group: ModelGroup, nowMs: number): Promise<number> {
  const { memory } = selection;
  const { name } = group;
  if (!memory.serving.has(name) && !memory.damaged.has(name)) await serveFirst(selection, group, nowMs);
  const champion = memory.serving.get(name) ?? null;
  // Nothing serves: whatever passes the gate is wanted at once.
  const dueMs =
    memory.dueMs.get(name) ?? (champion === null ? AT_ONCE : await challengeDueMs(selection, group, champion));
  memory.dueMs.set(name, dueMs);
  return dueMs;
}

/** The model on record, or where there never was one a first one, fitted now. */
async function serveFirst(selection: ModelSelection, group: ModelGroup, nowMs: number): Promise<void> {
  const loaded = await loadModel(selection, group);
  if (loaded !== null) {
    serveModel(selection, group, { next: { trained: loaded, recent: null }, how: 'loaded' });
  } else if (!selection.memory.damaged.has(group.name)) {
    const result = await trainGroup(selection, group, { kind: selection.firstKind, nowMs });
    await saveModel(selection, group, result.trained);
    await promoteModel(selection, group, { result, reason: { code: 'first-model', params: {} } });
  }
}
