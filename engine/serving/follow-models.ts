import type { TrainedModel } from '../models/trained.ts';
import { findServing } from './find-serving.ts';
import type { ModelGroup } from './model-group.ts';
import { type ModelSelection, serveModel } from './model-selection.ts';

/**
 * Serves what the registry calls champion, where another process chooses and trains. A group without one stays as it is. Rejects with
 * what the registry throws.
 */
export async function followModels(selection: ModelSelection): Promise<void> {
  for (const group of selection.groups) await followGroup(selection, group);
}

/** The same for one group. */
export async function followGroup(selection: ModelSelection, group: ModelGroup): Promise<void> {
  const { memory, registry } = selection;
  const champion = await registry.champion(group.series[0]);
  if (champion === null || memory.followed.get(group.name) === champion) return;
  if (memory.serving.get(group.name)?.trained.version !== champion) {
    const loaded = await loadModel(selection, group);
    if (loaded !== null) serveModel(selection, group, { next: { trained: loaded, recent: null }, how: 'loaded' });
  }
  memory.followed.set(group.name, champion);
  // When the next challenger is due depends on the champion.
  memory.dueMs.delete(group.name);
}

/** The model to serve by the registry, or null where it has none that can be read; what is damaged is reported and remembered. */
export async function loadModel(
  { registry, memory, onEvent }: ModelSelection,
  group: ModelGroup,
): Promise<TrainedModel | null> {
  const found = await findServing(registry, group.series[0], (version, reason) =>
    onEvent({ type: 'model-refused', group: group.name, version, reason }),
  );
  if (found.type === 'none') return null;
  const { champion } = found;
  memory.followed.set(group.name, champion);
  if (found.type === 'damaged') {
    memory.damaged.set(group.name, champion);
    onEvent({ type: 'model-damaged', group: group.name, champion, serving: null });
    return null;
  }
  const { version } = found.trained;
  if (version !== champion) onEvent({ type: 'model-damaged', group: group.name, champion, serving: version });
  return found.trained;
}
