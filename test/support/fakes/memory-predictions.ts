import { seriesName } from '../../../engine/market/series.ts';
import type { Prediction, PredictionStore, WatermarkReader, Watermarks } from '../../../engine/ports.ts';

/** Scored candles in memory; `rows` is what lies there. */
export function createMemoryPredictions(): PredictionStore & { readonly rows: () => readonly Prediction[] } {
  const kept = new Map<string, Prediction>();
  const keyOf = ({ series, closeTimeMs }: Pick<Prediction, 'series' | 'closeTimeMs'>): string =>
    `${seriesName(series)}|${closeTimeMs}`;
  return {
    rows: () => [...kept.values()],
    async record(prediction) {
      const key = keyOf(prediction);
      const stored = kept.get(key) ?? prediction;
      kept.set(key, stored);
      return stored;
    },
    async settle(series, closeTimeMs, { up, returnNext }) {
      const key = keyOf({ series, closeTimeMs });
      const stored = kept.get(key);
      if (stored?.returnNext === null) kept.set(key, { ...stored, outcomeUp: up, returnNext });
    },
    newest: async (series, untilMs, count) =>
      [...kept.values()]
        .filter((row) => seriesName(row.series) === seriesName(series) && row.closeTimeMs <= untilMs)
        .toSorted((a, b) => a.closeTimeMs - b.closeTimeMs)
        .slice(count === 0 ? Number.POSITIVE_INFINITY : -count),
  };
}

/** Watermarks in memory. */
export function createMemoryWatermarks(): Watermarks & WatermarkReader {
  const kept = new Map<string, number>();
  return {
    get: async (series) => kept.get(seriesName(series)) ?? null,
    async getAll(series) {
      const names = new Set(series.map(seriesName));
      return new Map([...kept].filter(([name]) => names.has(name)));
    },
    async advance(series, closeTimeMs) {
      if (!Number.isSafeInteger(closeTimeMs))
        throw new RangeError(`expected a closeTimeMs in whole milliseconds, was ${closeTimeMs}`);
      kept.set(seriesName(series), Math.max(closeTimeMs, kept.get(seriesName(series)) ?? closeTimeMs));
    },
  };
}
