import type { Timeframe } from '../market/timeframe.ts';
import { decideRows } from '../signals/evaluate.ts';
import type { Dataset } from '../training/dataset.ts';

/** Decisions that the published signal rule would have sent out, run causally over each market with its own trailing confidences. */
export interface Selection {
  /** Stacked rows with a signal. */
  readonly selected: readonly number[];
  /** Rows on which a decision was taken at all. */
  readonly decided: number;
}

/** Runs the very rule of live decisions over out-of-sample scores, with the confidence window empty at the start. */
export function selectedRows(
  dataset: Dataset,
  scores: { readonly score: Float64Array; readonly probability: Float64Array },
  timeframe: Timeframe,
): Selection {
  const selected: number[] = [];
  let decided = 0;
  for (const { symbol, from, to, candles, quality } of dataset.markets) {
    const scored = {
      candles: candles,
      scoreUp: scores.score.subarray(from, to),
      probabilityUp: scores.probability.subarray(from, to),
      sigma24: dataset.sigma24.subarray(from, to),
      quality,
    };
    const series = { exchange: 'file', symbol, timeframe };
    const run = { series, recentConfidences: [], from: 0, to: to - from };
    decideRows(scored, { version: 'walk-forward' }, run).forEach((evaluation, row) => {
      if (evaluation.type === 'unready') return;
      decided += 1;
      if (evaluation.action !== 'HOLD') selected.push(from + row);
    });
  }
  return { selected, decided };
}
