import { type SeriesKey, seriesName } from '../market/series.ts';
import type { TrainedModel } from '../models/trained.ts';
import type { PredictionStore } from '../ports.ts';
import { DEFAULT_POLICY } from './decide.ts';

/** How many past confidences the signal rule's quantile looks back on. */
const CONFIDENCE_WINDOW = DEFAULT_POLICY.confidenceWindow;

/** The trailing confidences of each series: stored predictions, preceded by the model's own out-of-sample ones while they are few. */
export interface ConfidenceMemory {
  /** Confidences of decisions before closeTimeMs, oldest first, at most the policy's window. */
  before(series: SeriesKey, closeTimeMs: number, trained: TrainedModel): Promise<readonly number[]>;
  /** Adds a decision that has been stored. */
  push(series: SeriesKey, closeTimeMs: number, confidence: number): void;
  /** Reads the store again at the next question, because another process decides. */
  forget(series: SeriesKey): void;
}

interface Remembered {
  readonly closeTimesMs: number[];
  readonly confidences: number[];
}

/** Reads the store once per series, then keeps up by push; a decision seen twice counts once. */
export function createConfidenceMemory(predictions: PredictionStore): ConfidenceMemory {
  const bySeries = new Map<string, Remembered>();

  async function remembered(series: SeriesKey): Promise<Remembered> {
    const name = seriesName(series);
    const known = bySeries.get(name);
    if (known !== undefined) return known;
    const stored = await predictions.newest(series, Number.MAX_SAFE_INTEGER, CONFIDENCE_WINDOW);
    const fresh: Remembered = {
      closeTimesMs: stored.map((each) => each.closeTimeMs),
      confidences: stored.map((each) => Math.max(each.probabilityUp, 1 - each.probabilityUp)),
    };
    bySeries.set(name, fresh);
    return fresh;
  }

  return {
    async before(series, closeTimeMs, trained) {
      const { closeTimesMs, confidences } = await remembered(series);
      const end = closeTimesMs.findIndex((time) => time >= closeTimeMs);
      const past = end < 0 ? confidences : confidences.slice(0, end);
      const missing = CONFIDENCE_WINDOW - past.length;
      return missing > 0 ? [...trained.recentConfidences.slice(-missing), ...past] : past.slice(-CONFIDENCE_WINDOW);
    },
    forget: (series) => void bySeries.delete(seriesName(series)),
    push(series, closeTimeMs, confidence) {
      const memory = bySeries.get(seriesName(series));
      if (memory === undefined) return;
      const newest = memory.closeTimesMs.at(-1);
      if (newest !== undefined && newest >= closeTimeMs) return;
      memory.closeTimesMs.push(closeTimeMs);
      memory.confidences.push(confidence);
      if (memory.confidences.length > 2 * CONFIDENCE_WINDOW) {
        memory.closeTimesMs.splice(0, CONFIDENCE_WINDOW);
        memory.confidences.splice(0, CONFIDENCE_WINDOW);
      }
    },
  };
}
