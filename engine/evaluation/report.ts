import type { CalibrationNoise, ReliabilityBin } from '../statistics/calibration-error.ts';
import type { SideScores } from '../statistics/metrics.ts';
import type { CoverageLine, GroupLine } from './coverage.ts';
import type { QualityCounts } from './selected.ts';

type Interval = readonly [number, number];

/** A baseline's figures on the very same decisions. */
export interface BaselineLine {
  readonly rows: number;
  readonly accuracy: number | null;
  readonly accuracyInterval: Interval | null;
  readonly balancedAccuracy: number | null;
  readonly auc: number | null;
  readonly brierScore: number | null;
  readonly brierSkill: number | null;
  readonly logLoss: number | null;
  readonly grossBps: number | null;
}

/** What the model gains over a baseline; positive is better, for the Brier score too (theirs − ours). */
export interface Gain {
  readonly over: string;
  readonly accuracy: number;
  readonly interval: Interval | null;
  readonly brierScore: number;
  readonly brierInterval: Interval | null;
  /** Diebold and Mariano's test of equal Brier scores, Newey–West lag 24, two-sided; null where it is undefined. */
  readonly dieboldMariano: { readonly statistic: number; readonly pValue: number } | null;
}

/** Figures of a part of the decisions. */
export interface SliceLine {
  readonly rows: number;
  readonly accuracy: number | null;
  readonly interval: Interval | null;
  readonly auc: number | null;
  readonly brierSkill: number | null;
  readonly grossBps: number | null;
  readonly reversalAccuracy: number | null;
}

/** Figures of one calendar year (UTC). */
export interface YearLine extends SliceLine {
  readonly year: number;
}

/** The decisions cut by one property. */
export interface Slice {
  readonly by: 'market' | 'session' | 'hour' | 'volatility';
  readonly lines: readonly (SliceLine & { readonly name: string })[];
}

/** The area under the ROC curve is above what an honest model reaches on candles of 15 minutes or longer: look for a leak. */
export interface ModelAlarm {
  readonly code: 'auc-above-limit';
  readonly auc: number;
  readonly limit: number;
}

/** What the expected values of the published rule's signals came to, before cost; basis points. */
export interface ExpectedValueLine {
  /** Signals with an expected value. */
  readonly count: number;
  /** Share of all signals whose expected value was withheld, as past ones may have come to nothing. */
  readonly withheldShare: number | null;
  /** Realised per stated, through the origin, with its 95 % interval by weeks; 1 is right. */
  readonly slope: number | null;
  readonly interval: Interval | null;
  /** Means. */
  readonly stated: number | null;
  readonly realised: number | null;
  /** Sum of the squares of what was stated, bps²: how much its rows weigh in a slope over several series. */
  readonly weight: number;
}

/** Everything `evaluate --json` prints but the time it took. Fractions 0..1, undefined is null. */
export interface EvaluationReport {
  readonly model: string;
  readonly markets: readonly string[];
  readonly timeframe: string;
  /** Decisions judged: out of sample, with an outcome. */
  readonly rows: number;
  /** Decisions left out because the next candle closed where it opened. */
  readonly excludedEqual: number;
  readonly excludedEqualShare: number | null;
  /** Decisions left out because the next candle was missing. */
  readonly excludedNotAdjacent: number;
  /** Candles in the tested span without a decision: not warmed up, or too much of the look-back window missing. */
  readonly excludedLookBack: number;
  /** ISO-8601 close times of the first and last judged decision. */
  readonly from: string | null;
  readonly to: string | null;
  readonly folds: number;
  /** How the decisions were made out of sample: refitted as time went on, or by one model frozen before the test began. */
  readonly protocol: 'walk-forward' | 'frozen';
  /** What is too good to be true and wants an explanation before anyone believes the figures. */
  readonly alarms: readonly ModelAlarm[];
  readonly accuracy: number | null;
  readonly accuracyInterval: Interval | null;
  readonly balancedAccuracy: number | null;
  readonly matthews: number | null;
  readonly auc: number | null;
  readonly brierScore: number | null;
  readonly brierScoreBase: number | null;
  readonly brierSkill: number | null;
  readonly logLoss: number | null;
  readonly calibrationError: number | null;
  /** What calibrationError would be by chance if every probability were right. */
  readonly calibrationNoise: CalibrationNoise | null;
  /** What would be left of it under the one Platt map that fits these very decisions best: what no map of the past can beat but by luck. */
  readonly calibrationErrorInHindsight: number | null;
  readonly calibrationSlope: number | null;
  readonly calibrationIntercept: number | null;
  readonly reliability: readonly ReliabilityBin[];
  readonly precision: SideScores;
  readonly recall: SideScores;
  /** The most confident shares, chosen by each market's own past. */
  readonly coverage: readonly CoverageLine[];
  /** The same, ranked over all decisions at the end: not a rule that could be traded. */
  readonly coverageInHindsight: readonly CoverageLine[];
  /** Amber data get half the signals, red ones none: how many decisions, and why. */
  readonly dataQuality: QualityCounts;
  /** Of the published rule's signals, calibrated on trailing outcomes. */
  readonly expectedValue: ExpectedValueLine;
  readonly selected: GroupLine & { readonly coverage: number | null };
  readonly sharpe: { readonly gross: number | null; readonly netBps: Readonly<Record<string, number | null>> };
  readonly baselines: Readonly<Record<string, BaselineLine>>;
  /** Over the baseline with the best accuracy. */
  readonly gain: Gain | null;
  /** Over the reversal rule, which is what a model has to beat. */
  readonly gainOverReversal: Gain | null;
  readonly perYear: readonly YearLine[];
  /** By market, UTC hour of the predicted candle, and tercile of volatility. */
  readonly slices: readonly Slice[];
  /** The same figures before trailing recalibration. */
  readonly beforeRecalibration: PlainFigures;
  /** A frozen model's figures if its calibration map had been frozen too, instead of going on every 30 days. */
  readonly withFrozenMap?: PlainFigures;
}

/** The figures that every set of probabilities gets. */
export interface PlainFigures {
  readonly accuracy: number | null;
  readonly auc: number | null;
  readonly brierScore: number | null;
  readonly calibrationError: number | null;
}
