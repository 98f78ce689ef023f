import type { Timeframe } from '../market/timeframe.ts';
import type { Model } from './model.ts';

/** p ↦ 1 / (1 + exp(−(intercept + slope · logit p))). Identity is {slope: 1, intercept: 0}. */
export interface PlattMap {
  readonly slope: number;
  readonly intercept: number;
}

/** How a model's scores become probabilities: one map, and another for forex around the New York close where enough is known of it. */
export interface CalibrationMaps extends PlattMap {
  readonly newYorkClose?: PlattMap | undefined;
}

/** What came of expected values that were stated: realised per stated, over trailing out-of-sample decisions. */
export interface ValueSlope {
  readonly slope: number;
  /** 95 %. */
  readonly interval: readonly [number, number];
  readonly rows: number;
}

/** A model with all that serving it needs: what an artefact holds once it has been read and checked. */
export interface TrainedModel {
  /** "logistic-20240901-1a2b3c4d": kind, day of the last training candle, first digits of the weights' sha256. */
  readonly version: string;
  readonly timeframe: Timeframe;
  readonly model: Model;
  readonly calibration: CalibrationMaps;
  /** Newest ≤ 2,000 out-of-sample recalibrated confidences of the walk-forward on the training past, oldest first. */
  readonly recentConfidences: readonly number[];
  /** What its expected values are multiplied by; null where too few decisions are known, absent in old artefacts. */
  readonly valueSlope?: ValueSlope | null;
  /** Close time of the last training candle. */
  readonly trainedUntilMs: number;
  readonly card: ModelCard;
}

/** Values of a feature in training: bounds, and how they were spread. */
export interface FeatureRange {
  readonly min: number;
  readonly max: number;
  /** The deciles, ascending, each once. */
  readonly edges: readonly number[];
  /**
   * Share of the training rows up to the first edge, between edges (upper one included), and above the last: drift is
   * measured against them.
   */
  readonly shares: readonly number[];
}

/**
 * A remark of a model card. `short-first-window`: the walk-forward began with so many days, because the past given is too short
 * for the protocol's window. `text`: the sentence that artefacts stored before notes had codes.
 */
export type CardNote =
  | { readonly code: 'short-first-window'; readonly params: { readonly days: number } }
  | { readonly code: 'text'; readonly params: { readonly text: string } };

/** What the model was trained on and how it did there, out of sample. */
export interface ModelCard {
  /** Names such as "binance:BTC/USDT@1h". */
  readonly trainedOn: readonly string[];
  readonly trainedFromMs: number;
  readonly trainedUntilMs: number;
  readonly rows: number;
  readonly seed: number;
  readonly features: readonly {
    readonly name: string;
    /** Of the standardised feature where the model has one each, else the mean size of its contribution in log-odds; null when unknown. */
    readonly weight: number | null;
    /** What values it was trained on; absent in old artefacts. */
    readonly range?: FeatureRange;
  }[];
  /** Walk-forward figures on the training past; null when it is too short. */
  readonly outOfSample: {
    readonly rows: number;
    readonly accuracy: number;
    readonly accuracyInterval: readonly [number, number];
    readonly auc: number | null;
    readonly brierSkill: number | null;
    readonly reversalAccuracy: number | null;
  } | null;
  /** What a reader should know beside the figures. */
  readonly notes?: readonly CardNote[];
}
