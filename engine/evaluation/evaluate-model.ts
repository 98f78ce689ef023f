import { type Timeframe, timeframeMs } from '../market/timeframe.ts';
import { calibrationLine } from '../models/calibration.ts';
import type { Fit } from '../models/fit.ts';
import type { Dataset } from '../training/dataset.ts';
import { BASELINES } from './baselines.ts';
import { pairedBootstrapInterval, WEEKLY_BOOTSTRAP } from './bootstrap.ts';
import { calibrationError, reliabilityTable } from './calibration-metrics.ts';
import { coverageCurve, groupLine, type JudgedReturns } from './coverage.ts';
import { MODEL_AUC_ALARM } from './leak-alarm.ts';
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
  wilsonInterval,
} from './metrics.ts';
import type { BaselineLine, EvaluationReport, Gain, YearLine } from './report.ts';
import { selectedRows } from './selected.ts';
import { alwaysInPeriods, sharpeRatio } from './sharpe.ts';

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
  /** Causal recalibration of the model's scores; baselines stay as they are. */
  readonly recalibrate: (score: Float64Array) => Float64Array;
}

const NET_COSTS_BPS = [2, 5, 10] as const;

function pick(column: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => column[row] ?? Number.NaN);
}

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

/** The baseline with the best accuracy; the first of equals. */
function bestBaseline(lines: Readonly<Record<string, BaselineLine>>): string | null {
  let best: string | null = null;
  for (const [name, { accuracy }] of Object.entries(lines)) {
    if (accuracy !== null && (best === null || accuracy > (lines[best]?.accuracy ?? 0))) best = name;
  }
  return best;
}

interface Pair {
  readonly ours: Judged;
  readonly theirs: Judged;
  readonly timeMs: Float64Array;
  readonly seed: number;
}

function gainOver(over: string, { ours, theirs, timeMs, seed }: Pair): Gain {
  const isRight = (judged: Judged, i: number): number =>
    (judged.probability[i] ?? 0) >= 0.5 === (judged.up[i] === 1) ? 1 : 0;
  const lossAt = (judged: Judged, i: number): number => ((judged.probability[i] ?? 0) - (judged.up[i] ?? 0)) ** 2;
  const accuracy = ours.up.map((_, i) => isRight(ours, i) - isRight(theirs, i));
  const brier = ours.up.map((_, i) => lossAt(theirs, i) - lossAt(ours, i));
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const options = { ...WEEKLY_BOOTSTRAP, seed };
  return {
    over,
    accuracy: mean(accuracy),
    interval: pairedBootstrapInterval({ timeMs, difference: accuracy }, options),
    brierScore: mean(brier),
    brierInterval: pairedBootstrapInterval({ timeMs, difference: brier }, options),
  };
}

interface YearInput {
  readonly timeMs: Float64Array;
  readonly judged: JudgedReturns;
  readonly base: Judged;
  readonly reversal: Judged;
}

function yearLines({ timeMs, judged, base, reversal }: YearInput): readonly YearLine[] {
  const yearOf = timeMs.map((time) => new Date(time).getUTCFullYear());
  return [...new Set(yearOf)].sort().map((year) => {
    const rows = Int32Array.from(yearOf.keys()).filter((row) => yearOf[row] === year);
    const up = pick(judged.up, rows);
    const own = { probability: pick(judged.probability, rows), up };
    const { count, accuracy, interval, grossBps } = groupLine(judged, rows);
    return {
      year,
      rows: count,
      accuracy,
      interval,
      auc: aucScore(own),
      brierSkill: skillScore(brierLoss(own), brierLoss({ probability: pick(base.probability, rows), up })),
      grossBps,
      reversalAccuracy: accuracyScore(confusionOf({ probability: pick(reversal.probability, rows), up })),
    };
  });
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
    calibrationSlope: line?.slope ?? null,
    calibrationIntercept: line?.intercept ?? null,
    reliability: reliabilityTable(judged),
    precision: precisionScores(counts),
    recall: recallScores(counts),
    coverage: coverageCurve(judged),
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

function selectedLine(
  dataset: Dataset,
  scores: { readonly score: Float64Array; readonly probability: Float64Array },
  timeframe: Timeframe,
): EvaluationReport['selected'] {
  const { selected, decided } = selectedRows(dataset, scores, timeframe);
  const { up, returnNext } = dataset;
  const known = selected.filter((row) => isKnown(up, row));
  return {
    ...groupLine({ probability: scores.probability, up, returnNext }, known),
    coverage: decided > 0 ? selected.length / decided : null,
  };
}

/** On candles of 15 minutes or longer nothing honest ranks outcomes this well. */
function modelAlarms(timeframe: Timeframe, raw: Judged): readonly string[] {
  const auc = aucScore(raw);
  if (auc === null || auc <= MODEL_AUC_ALARM || timeframeMs(timeframe) < 900_000) return [];
  return [`AUC ${auc.toFixed(3)} is above ${MODEL_AUC_ALARM}: look for a leak before believing it`];
}

const isoOf = (timeMs: number | undefined): string | null =>
  timeMs === undefined ? null : new Date(timeMs).toISOString();

/** Judges a model by the protocol of evaluation.md, with every baseline on the same decisions. Deterministic for a seed. */
export async function evaluateModel(plan: EvaluationPlan): Promise<EvaluationReport> {
  const { dataset, seed, model, timeframe } = plan;
  const { score, baseRate, folds } = await plan.scoresOf(plan.fit, model);
  const probability = plan.recalibrate(score);
  const { rows, ...excluded } = judgeable(dataset, score);
  const outcomes = { up: pick(dataset.up, rows), returnNext: pick(dataset.returnNext, rows) };
  const timeMs = pick(dataset.closeTimeMs, rows);
  const judged: JudgedReturns = { probability: pick(probability, rows), ...outcomes };
  const raw: Judged = { probability: pick(score, rows), up: outcomes.up };
  const base: Judged = { probability: pick(baseRate, rows), up: outcomes.up };
  const scores = await baselineScores(plan, rows, outcomes);
  const baselines = Object.fromEntries([...scores].map(([name, line]) => [name, baselineLine(line, base)]));
  const over = bestBaseline(baselines);
  const theirs = over === null ? undefined : scores.get(over);
  const times = timeMs.toSorted();
  return {
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
    selected: selectedLine(dataset, { score, probability }, timeframe),
    sharpe: sharpeOf(dataset, probability),
    baselines,
    gain: over === null || theirs === undefined ? null : gainOver(over, { ours: judged, theirs, timeMs, seed }),
    perYear: yearLines({ timeMs, judged, base, reversal: scores.get('reversal') ?? judged }),
    beforeRecalibration: {
      accuracy: accuracyScore(confusionOf(raw)),
      auc: aucScore(raw),
      brierScore: brierLoss(raw),
      calibrationError: calibrationError(raw),
    },
  };
}
