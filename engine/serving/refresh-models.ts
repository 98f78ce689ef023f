import type { TrainedModel } from '../models/trained.ts';
import { challengeChampion, challengeDueMs } from './challenge-champion.ts';
import { findServing } from './find-serving.ts';
import type { ModelGroup } from './model-group.ts';
import { type ModelSelection, promoteModel, serveModel } from './model-selection.ts';
import { trainGroup } from './train-group.ts';

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
 * Serves what the registry calls champion, where another process chooses and trains. A group without one stays as it is. Rejects with
 * what the registry throws.
 */
export async function followModels(selection: ModelSelection): Promise<void> {
  const { memory, registry } = selection;
  for (const group of selection.groups) {
    const champion = await registry.champion(group.series[0]);
    if (champion === null || memory.followed.get(group.name) === champion) continue;
    if (memory.serving.get(group.name)?.trained.version !== champion) {
      const loaded = await load(selection, group);
      if (loaded !== null) serveModel(selection, group, { next: { trained: loaded, recent: null }, how: 'loaded' });
    }
    memory.followed.set(group.name, champion);
    // When the next challenger is due depends on the champion.
    memory.dueMs.delete(group.name);
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
  const { name } = group;
  if (!memory.serving.has(name) && !memory.damaged.has(name)) await serveFirst(selection, group);
  const champion = memory.serving.get(name) ?? null;
  if (champion === null && !memory.damaged.has(name)) return;
  // Nothing serves: whatever passes the gate is wanted at once.
  const due = memory.dueMs.get(name) ?? (champion === null ? 0 : await challengeDueMs(selection, group, champion));
  memory.dueMs.set(name, due);
  if (nowMs < due || memory.challenge !== null || memory.stopping.signal.aborted) return;
  memory.challenge = challengeChampion(selection, { group, champion, nowMs }).finally(() => {
    memory.challenge = null;
  });
}

/** The model on record, or where there never was one a first one, fitted now. */
async function serveFirst(selection: ModelSelection, group: ModelGroup): Promise<void> {
  const loaded = await load(selection, group);
  if (loaded !== null) {
    serveModel(selection, group, { next: { trained: loaded, recent: null }, how: 'loaded' });
  } else if (!selection.memory.damaged.has(group.name)) {
    const result = await trainGroup(selection, group, selection.firstKind);
    await promoteModel(selection, group, { result, reason: { code: 'first-model', params: {} } });
  }
}

async function load({ registry, memory, onEvent }: ModelSelection, group: ModelGroup): Promise<TrainedModel | null> {
  const found = await findServing(registry, group.series[0], (version, reason) =>
    onEvent({ type: 'model-refused', group: group.name, version, reason }),
  );
  if (found.type === 'none') return null;
  const { champion } = found;
  if (found.type === 'damaged') {
    memory.damaged.set(group.name, champion);
    onEvent({ type: 'model-damaged', group: group.name, champion, serving: null });
    return null;
  }
  const { version } = found.trained;
  if (version !== champion) onEvent({ type: 'model-damaged', group: group.name, champion, serving: version });
  return found.trained;
}
