import type { FeatureMatrix } from '../features/matrix.ts';
import type { Model } from '../models/model.ts';
import type { ModelCard } from '../models/trained.ts';

/** Rows on which the contributions of a model without weights are averaged: they cost up to milliseconds each. */
const EXPLAINED_ROWS = 200;

/** Mean size of each feature's contribution to the log-odds over rows spread evenly. */
export function contributionsOf(model: Model, matrix: FeatureMatrix, rows: Int32Array): ReadonlyMap<string, number> {
  const step = Math.max(1, Math.floor(rows.length / EXPLAINED_ROWS));
  const chosen = rows.filter((_, at) => at % step === 0);
  const sums = new Map<string, number>();
  for (const row of chosen) {
    for (const { feature, logOdds } of model.explain(matrix, row).parts)
      sums.set(feature, (sums.get(feature) ?? 0) + Math.abs(logOdds) / chosen.length);
  }
  return sums;
}

/** The model's own weights where it has one a feature, else how much each feature moves its scores. */
export function featureWeights(model: Model, matrix: FeatureMatrix, rows: Int32Array): ModelCard['features'] {
  const value = model.toJSON();
  const weights: readonly unknown[] =
    typeof value === 'object' && value !== null && 'weights' in value && Array.isArray(value.weights)
      ? value.weights
      : [];
  if (weights.length === model.features.length && weights.every((weight) => typeof weight === 'number'))
    return model.features.map((name, index) => ({ name, weight: Number(weights[index]) }));
  const contributions = contributionsOf(model, matrix, rows);
  return model.features.map((name) => ({ name, weight: contributions.get(name) ?? null }));
}
