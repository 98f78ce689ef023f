import type { Timeframe } from '../market/timeframe.ts';
import type { ValueSlope } from '../models/trained.ts';
import { decideRows } from '../signals/evaluate.ts';
import type { DataQuality } from '../signals/signal.ts';
import type { Dataset } from '../training/dataset.ts';

/** Decisions by the stamp of their data, and by reason against it. */
export interface QualityCounts {
  readonly green: number;
  readonly amber: number;
  readonly red: number;
  readonly reasons: Readonly<Record<string, number>>;
}

function countQuality(stamps: readonly DataQuality[]): QualityCounts {
  const reasons: Record<string, number> = {};
  for (const { reasons: against } of stamps) for (const { code } of against) reasons[code] = (reasons[code] ?? 0) + 1;
  const count = (stamp: DataQuality['stamp']): number => stamps.filter((each) => each.stamp === stamp).length;
  return { green: count('green'), amber: count('amber'), red: count('red'), reasons };
}

/** Decisions that the published signal rule would have sent out, run causally over each market with its own trailing confidences. */
export interface Selection {
  /** Stacked rows with a signal. */
  readonly selected: readonly number[];
  /** Of each of them the calibrated expected value before cost, basis points; NaN where it was withheld. */
  readonly expectedValueBps: Float64Array;
  /** Of each of them 1 for BUY, −1 for SELL. */
  readonly sides: Int8Array;
  /** Stamps of the data behind those decisions, and how many had each reason against them. */
  readonly dataQuality: QualityCounts;
  /** Rows on which a decision was taken at all. */
  readonly decided: number;
}

/** Runs the very rule of live decisions over out-of-sample scores, with the confidence window empty at the start. */
export function selectedRows(
  dataset: Dataset,
  scores: {
    readonly score: Float64Array;
    readonly probability: Float64Array;
    readonly valueSlope: (row: number) => ValueSlope | null;
  },
  timeframe: Timeframe,
): Selection {
  const selected: number[] = [];
  const stamps: DataQuality[] = [];
  const values: number[] = [];
  const sides: number[] = [];
  let decided = 0;
  for (const { symbol, from, to, candles, quality } of dataset.markets) {
    const scored = {
      candles: candles,
      scoreUp: scores.score.subarray(from, to),
      probabilityUp: scores.probability.subarray(from, to),
      sigma24: dataset.sigma24.subarray(from, to),
      quality,
      valueSlope: (row: number) => scores.valueSlope(from + row),
    };
    const series = { exchange: 'file', symbol, timeframe };
    const run = { series, recentConfidences: [], from: 0, to: to - from };
    decideRows(scored, { version: 'walk-forward' }, run).forEach((evaluation, row) => {
      if (evaluation.type === 'unready') return;
      decided += 1;
      stamps.push(evaluation.dataQuality);
      if (evaluation.action === 'HOLD') return;
      selected.push(from + row);
      sides.push(evaluation.action === 'BUY' ? 1 : -1);
      values.push(evaluation.expectedValueBps ?? Number.NaN);
    });
  }
  return {
    selected,
    expectedValueBps: Float64Array.from(values),
    sides: Int8Array.from(sides),
    dataQuality: countQuality(stamps),
    decided,
  };
}
