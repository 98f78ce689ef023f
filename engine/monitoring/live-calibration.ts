import { type CoverageLine, coverageCurve } from '../evaluation/coverage.ts';
import { wilsonInterval } from '../math.ts';
import {
  type CalibrationNoise,
  calibrationError,
  calibrationNoise,
  type ReliabilityBin,
  reliabilityTable,
} from '../statistics/calibration-error.ts';
import { accuracyScore, brierLoss, confusionOf, skillScore } from '../statistics/metrics.ts';
import type { ScoredColumns } from './scored-history.ts';

/** Settled signals over which the rolling accuracy is taken. */
const ROLLING_SIGNALS = 500;

/** What the probabilities of all scored candles were worth, published or not. Fractions 0..1, null where undefined. */
export interface LiveCalibration {
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Candles scored before they were known, that then rose or fell. */
  readonly rows: number;
  /** Candles that closed where they opened: not judged. */
  readonly flat: number;
  readonly accuracy: number | null;
  readonly accuracyInterval: readonly [number, number] | null;
  /** Of the reversal rule on the same candles that it bets on. */
  readonly reversalAccuracy: number | null;
  readonly brierScore: number | null;
  /** Of always predicting the share of up candles so far, which starts at one half. */
  readonly brierScoreBase: number | null;
  readonly brierSkill: number | null;
  readonly calibrationError: number | null;
  /** What chance alone makes of that error on as many candles. */
  readonly calibrationNoise: CalibrationNoise | null;
  readonly reliability: readonly ReliabilityBin[];
  readonly coverage: readonly CoverageLine[];
  /** The newest ROLLING_SIGNALS published signals. */
  readonly signals: {
    readonly count: number;
    readonly accuracy: number | null;
    readonly interval: readonly [number, number] | null;
  };
}

/** Probabilities of the base: the share of up candles before each row, as if one up and one down had come before. */
export function runningBase(up: Float64Array): Float64Array {
  let ups = 1;
  return up.map((value, row) => {
    const share = ups / (row + 2);
    ups += value;
    return share;
  });
}

function rightCalls(probability: Float64Array, up: Float64Array): number {
  return up.reduce((right, value, row) => right + ((probability[row] ?? 0) >= 0.5 === (value === 1) ? 1 : 0), 0);
}

function signalLine({ probabilityUp, up, published }: ScoredColumns): LiveCalibration['signals'] {
  const rows = [...published.keys()].filter((row) => published[row] === 1 && !Number.isNaN(up[row] ?? Number.NaN));
  const newest = rows.slice(-ROLLING_SIGNALS);
  const pick = (column: Float64Array): Float64Array => Float64Array.from(newest, (row) => column[row] ?? 0);
  const right = rightCalls(pick(probabilityUp), pick(up));
  const count = newest.length;
  return { count, accuracy: count === 0 ? null : right / count, interval: wilsonInterval(right, count) };
}

/** Figures of settled predictions in time order; several series may be given one after the other, then the base runs through them so. */
export function liveCalibration(columns: ScoredColumns): LiveCalibration {
  const { up, closeTimeMs } = columns;
  const rows = [...up.keys()].filter((row) => !Number.isNaN(up[row] ?? Number.NaN));
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row] ?? 0);
  const judged = { probability: pick(columns.probabilityUp), up: pick(up), returnNext: pick(columns.returnNext) };
  const counts = confusionOf(judged);
  const lastDirection = pick(columns.lastDirection);
  const bets = [...rows.keys()].filter((at) => lastDirection[at] !== 0);
  const reversed = bets.filter((at) => (lastDirection[at] ?? 0) < 0 === (judged.up[at] === 1)).length;
  const brierScore = brierLoss(judged);
  const brierScoreBase = brierLoss({ probability: runningBase(judged.up), up: judged.up });
  const times = closeTimeMs.toSorted();
  return {
    fromMs: times[0] ?? null,
    toMs: times.at(-1) ?? null,
    rows: rows.length,
    flat: up.length - rows.length,
    accuracy: accuracyScore(counts),
    accuracyInterval: wilsonInterval(counts.upRight + counts.downRight, rows.length),
    reversalAccuracy: bets.length === 0 ? null : reversed / bets.length,
    brierScore,
    brierScoreBase,
    brierSkill: skillScore(brierScore, brierScoreBase),
    calibrationError: calibrationError(judged),
    calibrationNoise: calibrationNoise(judged),
    reliability: reliabilityTable(judged),
    coverage: coverageCurve(judged),
    signals: signalLine(columns),
  };
}

/** Columns of several series as one, in time order. */
export function poolScored(series: readonly ScoredColumns[]): ScoredColumns {
  const at = series.flatMap(({ closeTimeMs }, index) =>
    Array.from(closeTimeMs, (timeMs, row) => ({ timeMs, index, row })),
  );
  at.sort((a, b) => a.timeMs - b.timeMs || a.index - b.index);
  const pool = (name: 'closeTimeMs' | 'probabilityUp' | 'up' | 'returnNext' | 'lastDirection'): Float64Array =>
    Float64Array.from(at, ({ index, row }) => series[index]?.[name][row] ?? Number.NaN);
  return {
    closeTimeMs: pool('closeTimeMs'),
    probabilityUp: pool('probabilityUp'),
    up: pool('up'),
    returnNext: pool('returnNext'),
    lastDirection: pool('lastDirection'),
    published: Uint8Array.from(at, ({ index, row }) => series[index]?.published[row] ?? 0),
    withheld: Uint8Array.from(at, ({ index, row }) => series[index]?.withheld[row] ?? 0),
  };
}
