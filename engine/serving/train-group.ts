import { seriesName } from '../market/series.ts';
import { writeArtefact } from '../models/artefact.ts';
import type { ModelKind } from '../models/model.ts';
import type { TrainingResult } from '../training/train.ts';
import { groupPast } from './group-past.ts';
import type { ModelGroup } from './model-group.ts';
import type { ModelSelection } from './model-selection.ts';
import type { TrainingProgress } from './trainer.ts';

/**
 * Fits a model of a kind on the past of a group and saves it for each of its series; it
 * does not serve yet. Rejects when training fails or is stopped.
 */
export async function trainGroup(
  selection: ModelSelection,
  group: ModelGroup,
  kind: ModelKind,
): Promise<TrainingResult> {
  const { memory, indicators, registry, onEvent } = selection;
  const past = await groupPast(selection, group);
  memory.stopping.signal.throwIfAborted();
  const result = await selection.train({
    series: past.map((each) => ({ name: seriesName(each.series), columns: each.candles })),
    timeframe: group.timeframe,
    kind,
    seed: selection.seed,
    ...(indicators === undefined ? {} : { indicators }),
    onProgress: (progress: TrainingProgress) => onEvent({ type: 'training', group: group.name, kind, ...progress }),
    signal: memory.stopping.signal,
  });
  const artefact = writeArtefact(result.trained);
  for (const each of group.series) await registry.save(each, result.trained.version, artefact);
  return result;
}
