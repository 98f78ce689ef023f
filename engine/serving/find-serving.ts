import type { SeriesKey } from '../market/series.ts';
import { readArtefact } from '../models/artefact.ts';
import type { TrainedModel } from '../models/trained.ts';
import type { ModelRegistry } from '../ports.ts';
import type { ReasonOf } from '../reason.ts';

/** Why a saved model cannot serve. */
export type UnreadableReason = ReasonOf<'artefact-gone' | 'artefact-unreadable'>;

/** What the registry has for a series: the model to serve, none yet, or a champion that nothing can stand in for. */
export type FoundModel =
  | { readonly type: 'found'; readonly trained: TrainedModel; readonly champion: string }
  | { readonly type: 'none' }
  | { readonly type: 'damaged'; readonly champion: string };

/**
 * The champion, or where its artefact is gone or damaged the last model before it that was promoted. What the gate refused, or has not
 * judged, never serves. `onRefused` is called with the version and the reason for each one that cannot be read.
 */
export async function findServing(
  registry: ModelRegistry,
  owner: SeriesKey,
  onRefused: (version: string, reason: UnreadableReason) => void,
): Promise<FoundModel> {
  const champion = await registry.champion(owner);
  if (champion === null) return { type: 'none' };
  const earlier = (await registry.promoted(owner)).filter((version) => version !== champion);
  for (const version of [champion, ...earlier]) {
    const text = await registry.load(owner, version);
    const read = text === null ? null : readArtefact(text);
    if (read?.type === 'model') return { type: 'found', trained: read.trained, champion };
    onRefused(
      version,
      read === null
        ? { code: 'artefact-gone', params: {} }
        : { code: 'artefact-unreadable', params: { error: read.reason } },
    );
  }
  return { type: 'damaged', champion };
}
