import { computeFeatures } from '../features/compute.ts';
import { featureColumn } from '../features/matrix.ts';
import { WARM_UP_CANDLES } from '../features/table.ts';
import type { CandleColumns } from '../market/candle.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { FeatureRange, TrainedModel } from '../models/trained.ts';
import { sharesOf } from '../training/feature-range.ts';

/** A population stability index above this deserves a look; above DRIFTED the market no longer resembles the training data. */
export const DRIFTING = 0.1;
/** Population stability index from which a feature counts as drifted. */
export const DRIFTED = 0.25;

/** An empty part counts as this share, so that the index stays finite. */
const LEAST_SHARE = 1e-4;
/** Fewer values are too few to compare distributions. */
const MIN_VALUES = 200;

/** How far a feature has moved from what the model was trained on. */
export interface FeatureDrift {
  readonly feature: string;
  /** Population stability index, 0 the same. */
  readonly stabilityIndex: number;
}

/**
 * Population stability index Σ (a − e)·ln(a / e) over the parts between the training deciles
 * (Siddiqi 2006, "Credit risk scorecards"); null below 200 known values.
 */
export function stabilityIndex({ edges, shares }: FeatureRange, values: Float64Array): number | null {
  const known = values.filter(Number.isFinite);
  if (known.length < MIN_VALUES) return null;
  const actual = sharesOf(edges, known);
  return shares.reduce((sum, expected, part) => {
    const [a, e] = [Math.max(actual[part] ?? 0, LEAST_SHARE), Math.max(expected, LEAST_SHARE)];
    return sum + (a - e) * Math.log(a / e);
  }, 0);
}

/** Drift of every feature whose training range the model knows, on the candles after the warm-up, the largest first. */
export function featureDrift(trained: TrainedModel, candles: CandleColumns): readonly FeatureDrift[] {
  const ranges = trained.card.features.flatMap(({ name, range }) => (range === undefined ? [] : [{ name, range }]));
  if (ranges.length === 0 || candles.length <= WARM_UP_CANDLES) return [];
  const matrix = computeFeatures(
    candles,
    timeframeMs(trained.timeframe),
    ranges.map(({ name }) => name),
  );
  return ranges
    .flatMap(({ name, range }) => {
      const index = stabilityIndex(range, featureColumn(matrix, name).subarray(WARM_UP_CANDLES));
      return index === null ? [] : [{ feature: name, stabilityIndex: index }];
    })
    .sort((a, b) => b.stabilityIndex - a.stabilityIndex);
}
