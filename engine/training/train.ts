import type { CandleColumns } from '../market/candle.ts';
import { type Timeframe, timeframeMs } from '../market/timeframe.ts';
import { wilsonInterval } from '../math.ts';
import { weightsDigest } from '../models/artefact.ts';
import type { Model, ModelKind } from '../models/model.ts';
import { modelMaker } from '../models/model-maker.ts';
import type { ChooseBackend } from '../models/network/fit-network.ts';
import type { ModelCard, TrainedModel } from '../models/trained.ts';
import { accuracyScore, aucScore, brierLoss, confusionOf, skillScore } from '../statistics/metrics.ts';
import { type Dataset, fitInputOf, prepareDataset } from './dataset.ts';
import { featureRange } from './feature-range.ts';
import { featureWeights } from './feature-weights.ts';
import { recalibrate } from './recalibrate.ts';
import { type RecentDecisions, recentDecisions } from './recent-decisions.ts';
import { protocolForSpan, spanOf, trainingRows, walkForwardFolds } from './split.ts';
import { valueSlopes } from './value-slope.ts';
import { type CheckpointOf, walkKey } from './walk-checkpoint.ts';
import { type WalkForwardPlan, walkForward } from './walk-forward.ts';

/** Confidences kept with a model so that the signal rule has a quantile from the first candle on. */
const KEPT_CONFIDENCES = 2_000;
const MIN_ROWS = 500;

/** What to train on: series of one timeframe, pooled into one fit. */
export interface TrainRequest {
  /** name such as "binance:BTC/USDT@1h" or "BTC/USDT"; the symbol in it determines the market's hours. */
  readonly series: readonly { readonly name: string; readonly columns: CandleColumns }[];
  readonly timeframe: Timeframe;
  readonly kind: ModelKind;
  readonly seed: number;
  /** Picks what trains networks; our own kernels where it is absent. */
  readonly chooseBackend?: ChooseBackend;
  /** Indicators of the technicalindicators package to read besides the table's features. */
  readonly indicators?: readonly string[];
  /** Labels not known by then are left out; default: all candles given count as past. */
  readonly nowMs?: number;
  /** Called after each walk-forward fold; may pause to let others work. */
  readonly onFold?: (done: number, total: number) => void | Promise<void>;
  /** Where the walk-forward keeps finished folds; none: an interrupted training starts anew. */
  readonly checkpointOf?: CheckpointOf;
}

/** A trained model, and how it did of late out of sample: what a promotion is decided on. */
export interface TrainingResult {
  readonly trained: TrainedModel;
  readonly recent: RecentDecisions;
}

/** There is too little past to fit on. */
export class TooFewCandlesError extends Error {
  override readonly name = 'TooFewCandlesError';
}

/** The out-of-sample decisions of a walk-forward that have an outcome. */
function judgedRows(dataset: Dataset, probability: Float64Array): Int32Array {
  return Int32Array.from(dataset.up.keys()).filter(
    (row) => !Number.isNaN(probability[row] ?? Number.NaN) && !Number.isNaN(dataset.up[row] ?? Number.NaN),
  );
}

function outOfSampleOf(dataset: Dataset, probability: Float64Array, baseRate: Float64Array): ModelCard['outOfSample'] {
  const rows = judgedRows(dataset, probability);
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row] ?? Number.NaN);
  const judged = { probability: pick(probability), up: pick(dataset.up) };
  const counts = confusionOf(judged);
  const accuracy = accuracyScore(counts);
  const accuracyInterval = wilsonInterval(counts.upRight + counts.downRight, rows.length);
  if (accuracy === null || accuracyInterval === null) return null;
  const reversal = pick(dataset.lastDirection).map((direction) => 0.5 - 0.1 * direction);
  return {
    rows: rows.length,
    accuracy,
    accuracyInterval,
    auc: aucScore(judged),
    brierSkill: skillScore(brierLoss(judged), brierLoss({ probability: pick(baseRate), up: judged.up })),
    reversalAccuracy: accuracyScore(confusionOf({ probability: reversal, up: judged.up })),
  };
}

/** The newest confidences by time, all markets interleaved. */
function newestConfidences({ closeTimeMs }: Dataset, probability: Float64Array): readonly number[] {
  const rows = Int32Array.from(probability.keys()).filter((row) => !Number.isNaN(probability[row] ?? Number.NaN));
  rows.sort((a, b) => (closeTimeMs[a] ?? 0) - (closeTimeMs[b] ?? 0) || a - b);
  return Array.from(rows.subarray(-KEPT_CONFIDENCES), (row) =>
    Math.max(probability[row] ?? 0.5, 1 - (probability[row] ?? 0.5)),
  );
}

interface CardInput {
  readonly request: TrainRequest;
  readonly dataset: Dataset;
  readonly rows: Int32Array;
  readonly model: Model;
  readonly outOfSample: ModelCard['outOfSample'];
  /** Days of the first window where it was shorter than the protocol's; null otherwise. */
  readonly shortenedDays: number | null;
}

function cardOf({ request, dataset, rows, model, outOfSample, shortenedDays }: CardInput): ModelCard {
  const { closeTimeMs, matrix } = dataset;
  const newestMs = rows.reduce((newest, row) => Math.max(newest, closeTimeMs[row] ?? 0), 0);
  const features = featureWeights(model, matrix, rows).map((feature) => {
    const range = featureRange(matrix, feature.name, rows);
    return range === null ? feature : { ...feature, range };
  });
  return {
    trainedOn: request.series.map(({ name }) => name),
    trainedFromMs: rows.reduce((oldest, row) => Math.min(oldest, closeTimeMs[row] ?? 0), newestMs),
    trainedUntilMs: newestMs,
    rows: rows.length,
    seed: request.seed,
    features,
    outOfSample,
    ...(shortenedDays === null ? {} : { notes: [{ code: 'short-first-window', params: { days: shortenedDays } }] }),
  };
}

/** The rows to fit on. Throws TooFewCandlesError below 500. */
function usableRows(dataset: Dataset, trainUntilMs: number): Int32Array {
  const rows = trainingRows(dataset, { trainFromMs: Number.NEGATIVE_INFINITY, trainUntilMs });
  if (rows.length >= MIN_ROWS) return rows;
  throw new TooFewCandlesError(
    `expected at least ${MIN_ROWS} usable rows to train on, was ${rows.length} of ${dataset.rows} candles`,
  );
}

/**
 * Fits a model on all the past given, with a walk-forward over it for the calibration map, the newest confidences, the card's figures and
 * the recent out-of-sample decisions. The first window is the protocol's, or half of the span when that is shorter; the card's notes say
 * so. Deterministic for (candles, kind, seed), interrupted or not. Throws TooFewCandlesError below 500 usable rows.
 */
export async function trainWithEvidence(request: TrainRequest): Promise<TrainingResult> {
  const { series, timeframe, kind, seed, indicators = [], nowMs, onFold, checkpointOf } = request;
  const { fit: fitModel } = modelMaker(kind, request.chooseBackend);
  const dataset = prepareDataset(series, timeframeMs(timeframe), { indicators });
  const trainUntilMs = nowMs ?? Number.POSITIVE_INFINITY;
  const rows = usableRows(dataset, trainUntilMs);
  const { protocol, shortened } = protocolForSpan(dataset);
  const { startMs, endMs } = spanOf(dataset);
  const folds = walkForwardFolds({ startMs, endMs: Math.min(endMs, trainUntilMs) }, protocol);
  const checkpoint = checkpointOf?.(walkKey(dataset, { kind, seed, folds }));
  const plan: WalkForwardPlan = {
    dataset,
    folds,
    fit: fitModel,
    seed,
    ...(onFold === undefined ? {} : { onFold }),
    ...(checkpoint === undefined ? {} : { checkpoint }),
  };
  const walked = await walkForward(plan);
  const { probability, finalMap } = recalibrate(dataset, walked.score);
  const model = await fitModel(fitInputOf(dataset, rows, { seed, previous: walked.lastModel, fresh: true }));
  const shortenedDays = shortened ? Math.round(protocol.firstWindowMs / 86_400_000) : null;
  const outOfSample = outOfSampleOf(dataset, probability, walked.baseRate);
  const card = cardOf({ request, dataset, rows, model, outOfSample, shortenedDays });
  const day = new Date(card.trainedUntilMs).toISOString().slice(0, 10).replaceAll('-', '');
  const trained: TrainedModel = {
    version: `${kind}-${day}-${weightsDigest(model)}`,
    timeframe,
    model,
    calibration: finalMap,
    recentConfidences: newestConfidences(dataset, probability),
    valueSlope: valueSlopes(dataset, probability).final,
    trainedUntilMs: card.trainedUntilMs,
    card,
  };
  await checkpoint?.clear();
  return { trained, recent: recentDecisions(dataset, probability) };
}

/** The model alone of trainWithEvidence. */
export async function trainModel(request: TrainRequest): Promise<TrainedModel> {
  return (await trainWithEvidence(request)).trained;
}
