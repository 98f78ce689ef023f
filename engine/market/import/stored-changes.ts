import type { CandleColumns } from '../candle.ts';

/** What an import does to the candles stored before it. */
export interface StoredChanges {
  /** Candles at times that had none. */
  readonly added: number;
  readonly same: number;
  /** Candles stored before with another price or volume, or without a volume that is known now. */
  readonly changed: number;
  /** Open time of the first of them, null when there are none. */
  readonly firstChangedMs: number | null;
}

const VALUES = ['open', 'high', 'low', 'close', 'volume', 'spread', 'takerBuyVolume'] as const;

/** How candles compare with those stored at the same times, both ascending. A value unknown now changes nothing, as in the store. */
export function storedChanges(stored: CandleColumns, incoming: CandleColumns): StoredChanges {
  let [added, same, changed] = [0, 0, 0];
  let firstChangedMs: number | null = null;
  let at = 0;
  for (let row = 0; row < incoming.length; row += 1) {
    const timeMs = incoming.openTimeMs[row] ?? Number.NaN;
    while (at < stored.length && (stored.openTimeMs[at] ?? 0) < timeMs) at += 1;
    if (stored.openTimeMs[at] !== timeMs) {
      added += 1;
      continue;
    }
    const differs = VALUES.some((name) => {
      const after = incoming[name]?.[row] ?? Number.NaN;
      return !Number.isNaN(after) && after !== stored[name]?.[at];
    });
    if (!differs) same += 1;
    else {
      changed += 1;
      firstChangedMs ??= timeMs;
    }
  }
  return { added, same, changed, firstChangedMs };
}
