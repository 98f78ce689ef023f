import { type CandleColumns, emptyColumns, sliceColumns } from '../../../engine/market/candle.ts';
import type { CandleRevision } from '../../../engine/market/revision.ts';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import type { CandleStore, RevisionLog } from '../../../engine/ports.ts';
import { joinRows } from '../../../engine/walk/join-rows.ts';

/** Candles in memory, for tests that are not about the database; held to the same contract. */
export function createMemoryCandles(): CandleStore {
  const kept = new Map<string, CandleColumns>();
  const of = (series: SeriesKey): CandleColumns => kept.get(seriesName(series)) ?? emptyColumns(0);
  return {
    append: async (series, candles) => {
      let previous = -1;
      for (const timeMs of candles.openTimeMs) {
        if (!(timeMs > previous)) throw new RangeError(`expected openTimeMs above ${previous}, was ${timeMs}`);
        previous = timeMs;
      }
      kept.set(seriesName(series), joinRows(of(series), candles));
    },
    read: async (series, fromMs, toMs) => {
      const columns = of(series);
      const below = (timeMs: number): number => {
        const at = columns.openTimeMs.findLastIndex((each) => each < timeMs);
        return at + 1;
      };
      return sliceColumns(columns, below(fromMs), Math.max(below(fromMs), below(toMs)));
    },
    readNewest: async (series, count) => sliceColumns(of(series), Math.max(0, of(series).length - count)),
    newestOpenTimeMs: async (series) => of(series).openTimeMs.at(-1) ?? null,
  };
}

/** Revisions in memory. */
export function createMemoryRevisions(): RevisionLog {
  const kept = new Map<string, Map<string, CandleRevision>>();
  const of = (series: SeriesKey): Map<string, CandleRevision> => {
    const found = kept.get(seriesName(series)) ?? new Map<string, CandleRevision>();
    kept.set(seriesName(series), found);
    return found;
  };
  return {
    record: async (series, revisions) => {
      for (const revision of revisions) of(series).set(JSON.stringify(revision), revision);
    },
    count: async (series) => of(series).size,
    openTimesSince: async (series, fromMs) => {
      const times = new Set([...of(series).values()].map((each) => each.openTimeMs));
      return [...times].filter((timeMs) => timeMs >= fromMs).sort((one, other) => one - other);
    },
  };
}
