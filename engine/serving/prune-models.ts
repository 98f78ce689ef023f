import type { SeriesKey } from '../market/series.ts';
import type { ModelRegistry } from '../ports.ts';

/** Promoted models that are kept for ever: the champion, and the one that would serve if it were damaged. */
const PROMOTED_KEPT = 2;

/**
 * Removes the models of a series that were saved before beforeMs (epoch milliseconds) and returns how many. The champion, the last two
 * promoted ones and the newest of each kind, from whose age the next training is computed, never go.
 */
export async function pruneModels(registry: ModelRegistry, series: SeriesKey, beforeMs: number): Promise<number> {
  const saved = await registry.list(series);
  const kindOf = (version: string): string => version.split('-')[0] ?? version;
  const newestOfKind = new Map(saved.toReversed().map(({ version }) => [kindOf(version), version]));
  const champion = await registry.champion(series);
  const promoted = (await registry.promoted(series)).slice(0, PROMOTED_KEPT);
  const kept = new Set([...newestOfKind.values(), ...promoted, ...(champion === null ? [] : [champion])]);
  const old = saved.filter(({ version, savedAtMs }) => savedAtMs < beforeMs && !kept.has(version));
  for (const { version } of old) await registry.remove(series, version);
  return old.length;
}
