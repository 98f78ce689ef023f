import { type FeatureMatrix, featureColumn } from '../../features/matrix.ts';
import { sigmoid } from '../../math.ts';
import { createRandom } from '../../random.ts';
import { logOdds as logOddsOfScore } from '../calibration.ts';
import { createLogistic } from '../logistic.ts';
import type { Explanation, Model } from '../model.ts';
import { type NetworkParameters, networkToJson } from './network-json.ts';
import { createNetworkRunner } from './network-runner.ts';
import { createStandardise } from './standardise.ts';

/** Orders in which features are taken away for an explanation; each is also gone through backwards. */
const ORDERS = 4;

/** Seeded permutations of 0..count−1 and their reverses (antithetic sampling, Mitchell et al. 2022). */
function removalOrders(count: number): readonly (readonly number[])[] {
  const random = createRandom(1);
  return Array.from({ length: ORDERS }, () => {
    const order = Array.from({ length: count }, (_, at) => at);
    for (let at = count - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
    }
    return order;
  }).flatMap((order) => [order, order.toReversed()]);
}

/** The window once whole and then with one feature more at its mean each time, in the given order. */
function occluded(window: Float32Array, order: readonly number[], width: number): Float32Array {
  const all = new Float32Array(window.length * (order.length + 1));
  all.set(window);
  order.forEach((column, taken) => {
    const from = taken * window.length;
    all.copyWithin(from + window.length, from, from + window.length);
    for (let at = from + window.length + column; at < from + 2 * window.length; at += width) all[at] = 0;
  });
  return all;
}

/**
 * A trained network as a model: log-odds of a straight line plus the mean of what its members add to it, from the
 * window of candles that ends at the row. NaN where any feature of the window is unknown (volume excepted, which then
 * counts as average). Explanations are the line's parts and sampled Shapley values of whole features, against the
 * members' answer when every feature is at its mean: they add up exactly.
 */
export function createNetwork(parameters: NetworkParameters): Model {
  const { shape, scaler, members } = parameters;
  const line = createLogistic(parameters.line);
  const { features } = scaler;
  const runner = createNetworkRunner(shape);
  const width = runner.inputWidth;
  const standardise = createStandardise(scaler);
  let json: unknown;

  const logOddsOf = (matrix: FeatureMatrix, from: number, to: number): Float64Array => {
    const inputs = standardise(matrix, { from: Math.max(0, from - shape.steps + 1), to, width });
    const added = runner.rows(members, inputs, [from, to]);
    return line.scoreRows(matrix, from, to).map((score, at) => logOddsOfScore(score) + (added[at] ?? Number.NaN));
  };

  function explain(matrix: FeatureMatrix, row: number): Explanation {
    const from = row - shape.steps + 1;
    const { values: window } = standardise(matrix, { from, to: row + 1, width });
    const isKnown = !Number.isNaN(logOddsOf(matrix, row, row + 1)[0] ?? Number.NaN);
    const sums = new Float64Array(features.length).fill(isKnown ? 0 : Number.NaN);
    const orders = removalOrders(features.length);
    let bias = Number.NaN;
    for (const order of orders) {
      const path = runner.windows(members, occluded(window, order, width));
      order.forEach((column, taken) => {
        sums[column] = (sums[column] ?? 0) + ((path[taken] ?? 0) - (path[taken + 1] ?? 0));
      });
      bias = path.at(-1) ?? Number.NaN;
    }
    const straight = line.explain(matrix, row);
    const parts = features.map((feature, column) => {
      const own = straight.parts.find((part) => part.feature === feature)?.logOdds ?? 0;
      const value = featureColumn(matrix, feature)[row] ?? Number.NaN;
      return { feature, value, logOdds: own + (sums[column] ?? Number.NaN) / orders.length };
    });
    return { bias: bias + straight.bias, parts: parts.toSorted((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds)) };
  }

  return {
    kind: shape.cell,
    features,
    rowsRead: shape.steps,
    score: (matrix, row) => sigmoid(logOddsOf(matrix, row, row + 1)[0] ?? Number.NaN),
    scoreRows: (matrix, from, to) => logOddsOf(matrix, from, to).map(sigmoid),
    explain,
    toJSON: () => {
      json ??= networkToJson(parameters);
      return json;
    },
  };
}
