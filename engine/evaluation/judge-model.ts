import { type Timeframe, timeframeMs } from '../market/timeframe.ts';
import { wilsonInterval } from '../math.ts';
import { applyPlatt, calibrationLine } from '../models/calibration.ts';
import type { Fit } from '../models/fit.ts';
import type { PlattMap } from '../models/trained.ts';
import { calibrationError, calibrationNoise, reliabilityTable } from '../statistics/calibration-error.ts';
import {
  accuracyScore,
  aucScore,
  balancedAccuracyScore,
  brierLoss,
  confusionOf,
  type Judged,
  logLoss,
  matthewsScore,
  precisionScores,
  recallScores,
  skillScore,
} from '../statistics/metrics.ts';
import { alwaysInPeriods, sharpeRatio } from '../statistics/sharpe.ts';
import type { Dataset } from '../training/dataset.ts';
import { valueSlopes } from '../training/value-slope.ts';
import { BASELINES } from './baselines.ts';
import { causalCoverageCurve, coverageCurve, groupLine, type JudgedReturns } from './coverage.ts';
import { expectedValueLine } from './expected-value.ts';
import { bestBaseline, gainOver } from './gain.ts';
import { MODEL_AUC_ALARM } from './leak-alarm.ts';
import type { BaselineLine, EvaluationReport, Gain, ModelAlarm, PlainFigures } from './report.ts';
import { selectedRows } from './selected.ts';
import { pick, slicesOf, yearLines } from './slices.ts';

/** Scores of every decision in the tested span, per stacked row of the data set; NaN where none was taken. */
export interface OutOfSample {
  readonly score: Float64Array;
  /** Share of up labels in the training rows behind each decision. */
  readonly baseRate: Float64Array;
  readonly folds: number;
}

/** How a model is judged: the same protocol for the model and every baseline. */
export interface EvaluationPlan {
  readonly model: string;
  readonly timeframe: Timeframe;
  readonly dataset: Dataset;
  readonly fit: Fit;
  readonly seed: number;
  readonly protocol: EvaluationReport['protocol'];
  /** Out-of-sample scores of a kind of model: walk-forward, or frozen and tested elsewhere. */
  readonly scoresOf: (fit: Fit, name: string) => Promise<OutOfSample>;
  /** Only decisions taken at or after this moment are judged; absent: all. */
  readonly judgeFromMs?: number;
  /** Causal recalibration of the model's scores; baselines stay as they are. */
  readonly recalibrate: (score: Float64Array) => Float64Array;
  /** The scores by the maps a frozen model started with; absent: it is not frozen. */
  readonly withFrozenMaps?: (score: Float64Array) => Float64Array;
}

const NET_COSTS_BPS = [2, 5, 10] as const;

const isKnown = (column: Float64Array, row: number): boolean => !Number.isNaN(column[row] ?? Number.NaN);

/** Decisions that can be judged, and how many could not and why. */
function judgeable({ up, returnNext, usable, closeTimeMs, markets }: Dataset, score: Float64Array) {
  const decided = Int32Array.from(score.keys()).filter((row) => isKnown(score, row));
  const rows = decided.filter((row) => isKnown(up, row));
  const excludedEqual = decided.filter((row) => !isKnown(up, row) && isKnown(returnNext, row)).length;
  const firstMs = decided.reduce((first, row) => Math.min(first, closeTimeMs[row] ?? first), Number.POSITIVE_INFINITY);
  let excludedLookBack = 0;
  for (const { from, to } of markets) {
    for (let row = from; row < to; row += 1)
      if (usable[row] !== 1 && (closeTimeMs[row] ?? 0) >= firstMs) excludedLookBack += 1;
  }
  return { rows, excludedEqual, excludedNotAdjacent: decided.length - rows.length - excludedEqual, excludedLookBack };
}

function baselineLine(judged: JudgedReturns, base: Judged): BaselineLine {
  const counts = confusionOf(judged);
  const brierScore = brierLoss(judged);
  const { count, accuracy, interval, grossBps } = groupLine(judged, judged.up.keys());
  return {
    rows: count,
    accuracy,
    accuracyInterval: interval,
    balancedAccuracy: balancedAccuracyScore(counts),
    auc: aucScore(judged),
    brierScore,
    brierSkill: skillScore(brierScore, brierLoss(base)),
    logLoss: logLoss(judged),
    grossBps,
  };
}

function sharpeOf(
  { markets, closeTimeMs, returnNext }: Dataset,
  probability: Float64Array,
): EvaluationReport['sharpe'] {
  const { periods, perYear } = alwaysInPeriods(
    markets.map(({ from, to }) => ({
      timeMs: closeTimeMs.subarray(from, to),
      probability: probability.subarray(from, to),
      returnNext: returnNext.subarray(from, to),
    })),
  );
  const net = NET_COSTS_BPS.map((cost) => [String(cost), sharpeRatio(periods, perYear, cost)] as const);
  return { gross: sharpeRatio(periods, perYear, 0), netBps: Object.fromEntries(net) };
}

/** The model's own figures, all from recalibrated probabilities. */
function headline(judged: JudgedReturns, base: Judged) {
  const counts = confusionOf(judged);
  const { up } = judged;
  const brierScore = brierLoss(judged);
  const brierScoreBase = brierLoss(base);
  const line = calibrationLine({ score: judged.probability, up });
  return {
    accuracy: accuracyScore(counts),
    accuracyInterval: wilsonInterval(counts.upRight + counts.downRight, up.length),
    balancedAccuracy: balancedAccuracyScore(counts),
    matthews: matthewsScore(counts),
    auc: aucScore(judged),
    brierScore,
    brierScoreBase,
    brierSkill: skillScore(brierScore, brierScoreBase),
    logLoss: logLoss(judged),
    calibrationError: calibrationError(judged),
    calibrationNoise: calibrationNoise(judged),
    calibrationErrorInHindsight: line === null ? null : calibrationError(mapped(judged, line)),
    calibrationSlope: line?.slope ?? null,
    calibrationIntercept: line?.intercept ?? null,
    reliability: reliabilityTable(judged),
    precision: precisionScores(counts),
    recall: recallScores(counts),
    coverageInHindsight: coverageCurve(judged),
  };
}

/** Scores of every baseline on the given rows, by name. */
async function baselineScores(
  plan: EvaluationPlan,
  rows: Int32Array,
  outcomes: Omit<JudgedReturns, 'probability'>,
): Promise<ReadonlyMap<string, JudgedReturns>> {
  const scores = new Map<string, JudgedReturns>();
  for (const [name, baselineFit] of Object.entries(BASELINES)) {
    const { score } = await plan.scoresOf(baselineFit, name);
    scores.set(name, { probability: pick(score, rows), ...outcomes });
  }
  return scores;
}

function selectedLine(chosen: {
  readonly dataset: Dataset;
  readonly probability: Float64Array;
  readonly selected: readonly number[];
  readonly decided: number;
}): EvaluationReport['selected'] {
  const { up, returnNext } = chosen.dataset;
  const known = chosen.selected.filter((row) => isKnown(up, row));
  return {
    ...groupLine({ probability: chosen.probability, up, returnNext }, known),
    coverage: chosen.decided > 0 ? chosen.selected.length / chosen.decided : null,
  };
}

/** On candles of 15 minutes or longer nothing honest ranks outcomes this well. */
function modelAlarms(timeframe: Timeframe, raw: Judged): readonly ModelAlarm[] {
  const auc = aucScore(raw);
  if (auc === null || auc <= MODEL_AUC_ALARM || timeframeMs(timeframe) < 900_000) return [];
  return [{ code: 'auc-above-limit', auc, limit: MODEL_AUC_ALARM }];
}

function plainFigures(judged: Judged): PlainFigures {
  return {
    accuracy: accuracyScore(confusionOf(judged)),
    auc: aucScore(judged),
    brierScore: brierLoss(judged),
    calibrationError: calibrationError(judged),
  };
}

/** Figures by the maps that a frozen model started with; none for one that is not frozen. */
function frozenFigures(
  { withFrozenMaps }: EvaluationPlan,
  score: Float64Array,
  { rows, up }: { readonly rows: Int32Array; readonly up: Float64Array },
): Pick<EvaluationReport, 'withFrozenMap'> {
  if (withFrozenMaps === undefined) return {};
  return { withFrozenMap: plainFigures({ probability: pick(withFrozenMaps(score), rows), up }) };
}

const mapped = ({ probability, up }: Judged, map: PlattMap): Judged => ({
  probability: probability.map((score) => applyPlatt(map, score)),
  up,
});

const isoOf = (timeMs: number | undefined): string | null =>
  timeMs === undefined ? null : new Date(timeMs).toISOString();

/** The decisions behind a report, as columns of equal length in the order of the stacked rows: what plots and tests are made from. */
export interface JudgedDecisions {
  readonly dataset: Dataset;
  /** Stacked rows judged. */
  readonly rows: Int32Array;
  readonly timeMs: Float64Array;
  readonly judged: JudgedReturns;
  readonly base: Judged;
  /** Probabilities of every baseline on the same decisions. */
  readonly baselines: ReadonlyMap<string, Judged>;
  /** Out-of-sample scores per stacked row, before and after recalibration; NaN where no decision was taken. */
  readonly score: Float64Array;
  readonly probability: Float64Array;
  /** Stacked rows on which the published rule gave a signal. */
  readonly selected: readonly number[];
}

/** Judges a model by the protocol of the README, with every baseline on the same decisions. Deterministic for a seed. */
export async function judgeModel(
  plan: EvaluationPlan,
): Promise<{ readonly report: EvaluationReport; readonly decisions: JudgedDecisions }> {
  const { dataset, seed, model, timeframe } = plan;
  const scored = await plan.scoresOf(plan.fit, model);
  const recalibrated = plan.recalibrate(scored.score);
  const isJudged = (row: number): boolean =>
    (dataset.closeTimeMs[row] ?? 0) >= (plan.judgeFromMs ?? Number.NEGATIVE_INFINITY);
  const judgedOnly = (column: Float64Array): Float64Array =>
    plan.judgeFromMs === undefined ? column : column.map((value, row) => (isJudged(row) ? value : Number.NaN));
  const [score, probability] = [judgedOnly(scored.score), judgedOnly(recalibrated)];
  const { baseRate, folds } = scored;
  const { rows, ...excluded } = judgeable(dataset, score);
  const outcomes = { up: pick(dataset.up, rows), returnNext: pick(dataset.returnNext, rows) };
  const timeMs = pick(dataset.closeTimeMs, rows);
  const judged: JudgedReturns = { probability: pick(probability, rows), ...outcomes };
  const raw: Judged = { probability: pick(score, rows), up: outcomes.up };
  const base: Judged = { probability: pick(baseRate, rows), up: outcomes.up };
  const scores = await baselineScores(plan, rows, outcomes);
  const baselines = Object.fromEntries([...scores].map(([name, line]) => [name, baselineLine(line, base)]));
  const gain = (over: string | null): Gain | null => {
    const theirs = over === null ? undefined : scores.get(over);
    return over === null || theirs === undefined || rows.length === 0
      ? null
      : gainOver(over, { ours: judged, theirs, timeMs, seed });
  };
  const sliced = { timeMs, judged, base, reversal: scores.get('reversal') ?? judged };
  const times = timeMs.toSorted();
  // The rule runs over all decisions: its window of past confidences is full where judging starts.
  const valueSlope = valueSlopes(dataset, recalibrated).at;
  const ruled = selectedRows(dataset, { score: scored.score, probability: recalibrated, valueSlope }, timeframe);
  const selected = ruled.selected.filter(isJudged);
  const decided = plan.judgeFromMs === undefined ? ruled.decided : score.filter((value) => !Number.isNaN(value)).length;
  const report: EvaluationReport = {
    model,
    markets: dataset.markets.map(({ name }) => name),
    timeframe,
    rows: rows.length,
    ...excluded,
    excludedEqualShare: rows.length > 0 ? excluded.excludedEqual / (rows.length + excluded.excludedEqual) : null,
    from: isoOf(times[0]),
    to: isoOf(times.at(-1)),
    folds,
    protocol: plan.protocol,
    alarms: modelAlarms(timeframe, raw),
    ...headline(judged, base),
    coverage: causalCoverageCurve(
      {
        markets: dataset.markets,
        probability: recalibrated,
        isJudged: (row) => isJudged(row) && isKnown(dataset.up, row),
      },
      dataset,
    ),
    dataQuality: ruled.dataQuality,
    expectedValue: expectedValueLine(dataset, ruled, isJudged),
    selected: selectedLine({ dataset, probability, selected, decided }),
    sharpe: sharpeOf(dataset, probability),
    baselines,
    gain: gain(bestBaseline(baselines)),
    gainOverReversal: gain('reversal'),
    perYear: yearLines(sliced),
    slices: slicesOf(dataset, rows, sliced),
    beforeRecalibration: plainFigures(raw),
    ...frozenFigures(plan, score, { rows, up: outcomes.up }),
  };
  const decisions = { dataset, rows, timeMs, judged, base, baselines: scores, score, probability, selected };
  return { report, decisions };
}
