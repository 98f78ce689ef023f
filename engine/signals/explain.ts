import { newestFeatures } from '../features/compute.ts';
import type { CandleColumns } from '../market/candle.ts';
import { timeframeMs } from '../market/timeframe.ts';
import { sigmoid } from '../math.ts';
import { logOdds } from '../models/calibration.ts';
import type { TrainedModel } from '../models/trained.ts';

/** How far one feature moved a probability. */
export interface WhyPart {
  readonly feature: string;
  /** As the model read it; NaN where unknown. */
  readonly value: number;
  /** Towards up where positive, 0..1. */
  readonly points: number;
}

/** What moved the probability of one candle, in probability: `startUp` and all parts add up to `probabilityUp`. */
export interface Why {
  readonly type: 'why';
  /** After recalibration, as in signals. */
  readonly probabilityUp: number;
  /** The model's probability when every contribution is zero. */
  readonly startUp: number;
  /** Largest first. */
  readonly parts: readonly WhyPart[];
}

/** Log-odds that differ by less than this have one probability. */
const LEAST_ODDS = 1e-9;

/**
 * Why a model says what it says at the newest candle; null when it says nothing there. Parts are the
 * model's contributions in log-odds, told in probability in proportion: near ½, where scores are, the
 * curve between them is nearly straight. Throws when the model lacks a feature.
 */
export function explainNewest(candles: CandleColumns, trained: TrainedModel): Why | null {
  const { model, calibration, timeframe } = trained;
  const rows = Math.min(candles.length, model.rowsRead);
  const matrix = newestFeatures(candles, { timeframeMs: timeframeMs(timeframe), names: model.features, rows });
  const row = rows - 1;
  const score = model.score(matrix, row);
  if (Number.isNaN(score)) return null;
  const { bias, parts } = model.explain(matrix, row);
  const mapped = (odds: number): number => calibration.intercept + calibration.slope * odds;
  const [start, end] = [mapped(bias), mapped(logOdds(score))];
  const [startUp, probabilityUp] = [sigmoid(start), sigmoid(end)];
  const moved = end - start;
  const steep = probabilityUp * (1 - probabilityUp);
  const perOdds = Math.abs(moved) < LEAST_ODDS ? steep : (probabilityUp - startUp) / moved;
  return {
    type: 'why',
    probabilityUp,
    startUp,
    parts: parts.map(({ feature, value, logOdds: odds }) => ({
      feature,
      value,
      points: calibration.slope * odds * perOdds,
    })),
  };
}
