import { createControls } from '../../../bot/process/product/create-controls.ts';
import type { Controls, Operations } from '../../../bot/telegram/operations.ts';
import type { TextStore } from '../../../bot/telegram/ports.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { Clock, ModelRegistry } from '../../../engine/ports.ts';

/** A registry in memory that holds these versions of every series; the first one serves. */
function createMemoryRegistry(versions: readonly string[]): ModelRegistry {
  const champions = new Map<string, string>();
  const nameOf = ({ symbol, timeframe }: SeriesKey): string => `${symbol} ${timeframe}`;
  const [first = null] = versions;
  return {
    save: async () => undefined,
    list: async () => versions.map((version, index) => ({ version, savedAtMs: -index })),
    load: async (_, version) => (versions.includes(version) ? '{}' : null),
    promote: async (series, version) => void champions.set(nameOf(series), version),
    champion: async (series) => champions.get(nameOf(series)) ?? first,
    promoted: async () => versions,
    remove: async () => undefined,
  };
}

/** The real controls over a registry in memory. */
export function memoryControls(
  setup: Pick<TextStore, 'read' | 'replace'>,
  clock: Clock,
  { series, versions = [] }: { readonly series: readonly SeriesKey[]; readonly versions?: readonly string[] },
): Controls {
  return createControls({ setup, clock, series, registry: createMemoryRegistry(versions) });
}

/** No alert was ever told. */
export const NO_ALERTS: Operations['alerts'] = { acknowledge: async () => 'gone', silence: async () => 'gone' };
