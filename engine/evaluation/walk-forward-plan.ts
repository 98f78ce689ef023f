import type { Fit } from '../models/fit.ts';
import { type Dataset, fitInputOf, type MarketCandles, prepareDataset } from '../training/dataset.ts';
import { applyMaps, recalibrate } from '../training/recalibrate.ts';
import { protocolFor, spanOf, trainingRows, walkForwardFolds } from '../training/split.ts';
import { type CheckpointOf, walkKey } from '../training/walk-checkpoint.ts';
import { walkForward } from '../training/walk-forward.ts';
import type { EvaluationPlan, OutOfSample } from './judge-model.ts';

/** Called as work goes on: which model, how many folds are done; may pause to let others work. */
export type OnProgress = (name: string, done: number, total: number) => void | Promise<void>;

/** A question to a protocol: which model, on what, from which seed. */
export interface ModelQuestion extends Pick<EvaluationPlan, 'model' | 'timeframe' | 'fit' | 'seed' | 'judgeFromMs'> {
  /** Where the model's walk-forward keeps finished folds; absent: an interrupted one starts anew. */
  readonly checkpointOf?: CheckpointOf;
}

/** The series is too short for the protocol. */
class TooShortError extends Error {
  override readonly name = 'TooShortError';
}

/** Walk-forward with trailing recalibration over a data set: what every headline figure comes from. Throws TooShortError. */
export function walkForwardPlan(
  { checkpointOf, ...question }: ModelQuestion,
  dataset: Dataset,
  onProgress: OnProgress,
): EvaluationPlan {
  const protocol = protocolFor(dataset.timeframeMs);
  const span = spanOf(dataset);
  const folds = walkForwardFolds(span, protocol);
  if (folds.length === 0) {
    const days = (lengthMs: number): string => (lengthMs / 86_400_000).toFixed(0);
    throw new TooShortError(
      `expected more than ${days(protocol.firstWindowMs)} days of candles, was ${days(span.endMs - span.startMs)}`,
    );
  }
  const scoresOf = async (fit: Fit, name: string): Promise<OutOfSample> => {
    const onFold = (done: number, total: number) => onProgress(name, done, total);
    // Baselines are fitted in no time: only the model itself is worth keeping.
    const checkpoint =
      name === question.model
        ? checkpointOf?.(walkKey(dataset, { kind: name, seed: question.seed, folds }))
        : undefined;
    const walked = await walkForward({
      dataset,
      folds,
      fit,
      seed: question.seed,
      onFold,
      ...(checkpoint === undefined ? {} : { checkpoint }),
    });
    await checkpoint?.clear();
    return { score: walked.score, baseRate: walked.baseRate, folds: walked.folds.length };
  };
  return {
    ...question,
    protocol: 'walk-forward',
    dataset,
    scoresOf,
    recalibrate: (score) => recalibrate(dataset, score).probability,
  };
}

/** Candles to train on until a moment, and others to test on from then. */
export interface FrozenData {
  readonly training: Dataset;
  readonly test: readonly MarketCandles[];
  readonly trainUntilMs: number;
}

/**
 * A model frozen at trainUntilMs and tested on other candles decided at or after it plus the embargo. Its first
 * calibration map comes from the walk-forward over the training candles known by then; from there the map goes on every
 * 30 days from the outcomes known by each time, as it would for a model that serves and is never fitted again.
 * `withFrozenMaps` is the first maps, for figures with the maps frozen too. Throws TooShortError when there is nothing to
 * train on.
 */
export async function frozenPlan(
  question: ModelQuestion,
  { training, test, trainUntilMs }: FrozenData,
  onProgress: OnProgress,
): Promise<EvaluationPlan> {
  // What the model was trained to read; what the test candles lack is unknown there.
  const dataset = prepareDataset(test, training.timeframeMs, { features: training.matrix.names });
  const { embargoMs } = protocolFor(training.timeframeMs);
  const rows = trainingRows(training, { trainFromMs: Number.NEGATIVE_INFINITY, trainUntilMs });
  if (rows.length === 0)
    throw new TooShortError(`expected candles to train on before ${new Date(trainUntilMs).toISOString()}, was none`);
  const isTested = (row: number): boolean =>
    dataset.usable[row] === 1 && (dataset.closeTimeMs[row] ?? 0) >= trainUntilMs + embargoMs;
  const base = rows.reduce((sum, row) => sum + (training.up[row] ?? 0), 0) / rows.length;
  const { closeTimeMs, timeframeMs } = training;
  const scoresOf = async (fitModel: Fit, name: string): Promise<OutOfSample> => {
    const model = await fitModel(fitInputOf(training, rows, { seed: question.seed, previous: null }));
    await onProgress(name, 1, 1);
    const score = model
      .scoreRows(dataset.matrix, 0, dataset.rows)
      .map((value, row) => (isTested(row) ? value : Number.NaN));
    return { score, baseRate: score.map((value) => (Number.isNaN(value) ? value : base)), folds: 1 };
  };
  const span = spanOf(training);
  const folds = walkForwardFolds(
    { startMs: span.startMs, endMs: Math.min(span.endMs, trainUntilMs - timeframeMs) },
    protocolFor(timeframeMs),
  );
  const walked = await walkForward({ dataset: training, folds, fit: question.fit, seed: question.seed });
  const known = walked.score.map((value, row) =>
    (closeTimeMs[row] ?? 0) + timeframeMs <= trainUntilMs ? value : Number.NaN,
  );
  const calibrated = recalibrate(training, known);
  const past = { map: calibrated.finalMap, known: calibrated.known };
  return {
    ...question,
    protocol: 'frozen',
    dataset,
    scoresOf,
    recalibrate: (score) => recalibrate(dataset, score, past).probability,
    withFrozenMaps: (score) => applyMaps(dataset, score, calibrated.finalMap),
  };
}
