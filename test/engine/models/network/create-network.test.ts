import { beforeAll, describe, expect, it } from 'vitest';
import { computeFeatures } from '../../../../engine/features/compute.ts';
import type { FeatureMatrix } from '../../../../engine/features/matrix.ts';
import { FEATURES, MODEL_FEATURES, WARM_UP_CANDLES } from '../../../../engine/features/table.ts';
import { sliceColumns } from '../../../../engine/market/candle.ts';
import { logOdds } from '../../../../engine/models/calibration.ts';
import { parseLogistic } from '../../../../engine/models/logistic/weights.ts';
import { fitLogistic } from '../../../../engine/models/logistic.ts';
import type { Model } from '../../../../engine/models/model.ts';
import { modelMaker } from '../../../../engine/models/model-maker.ts';
import { createNetwork } from '../../../../engine/models/network/create-network.ts';
import { CELLS, initialWeights } from '../../../../engine/models/network/shape.ts';
import { fitScaler } from '../../../../engine/models/network/standardise.ts';
import { createRandom } from '../../../../engine/random.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { randomWalk } from '../../../support/candles/random-walk.ts';

const STEPS = 32;
const WARM = 300;
const LONGEST_WINDOW = Math.max(
  ...FEATURES.filter((row) => MODEL_FEATURES.includes(row.name) && row.optional !== true).map((row) => row.window),
);

describe.each(CELLS)('a %s as a model', (cell) => {
  const candles = randomWalk({ rows: 700, seed: 3 });
  const matrix = computeFeatures(candles, HOUR_MS);
  const rows = Int32Array.from({ length: 400 }, (_, at) => WARM + at);
  const shape = { cell, steps: STEPS, inputs: MODEL_FEATURES.length, units: 16 };
  const scaler = fitScaler(matrix, rows);
  let model: Model;

  beforeAll(() => {
    const members = [1, 2, 3].map((seed) => ({
      ...initialWeights(shape, createRandom(seed)),
      head: Float32Array.from({ length: shape.units }, (_, unit) => Math.sin(seed + unit)),
    }));
    const up = matrix.columns.map((column) => column.map((value) => (value > 0 ? 1 : 0)))[0] ?? new Float64Array(700);
    const times = Float64Array.from({ length: 700 }, (_, row) => row * HOUR_MS);
    const given = { matrix, up, rows, closeTimeMs: times, timeframeMs: HOUR_MS, seed: 1, previous: null };
    const line = parseLogistic(fitLogistic(given, { ridge: 10 }).toJSON());
    const training = { trainedUntilMs: 0, backend: 'none', rounds: [0, 0, 0], validationLoss: [1, 1, 1] };
    model = createNetwork({ shape, scaler, line, members, training });
  });

  it('gives one row the bits it gives many, however they are cut', () => {
    const all = model.scoreRows(matrix, 0, 700);
    expect(model.scoreRows(matrix, 311, 319)).toEqual(all.slice(311, 319));
    expect(model.scoreRows(matrix, 250, 450)).toEqual(all.slice(250, 450));
    for (const row of [0, 31, 199, 200, 300, 364, 699]) expect(model.score(matrix, row)).toBe(all[row]);
    expect(model.scoreRows(matrix, 400, 400)).toEqual(new Float64Array(0));
  });

  it('has no score before a whole window has warmed up, and one from then on', () => {
    const scores = model.scoreRows(matrix, 0, 700);
    const firstKnown = scores.findIndex((score) => !Number.isNaN(score));
    expect(firstKnown).toBe(LONGEST_WINDOW - 1 + STEPS - 1);
    expect(firstKnown).toBeLessThanOrEqual(WARM_UP_CANDLES);
    expect(scores.subarray(firstKnown).every((score) => score > 0 && score < 1)).toBe(true);
  });

  it('counts unknown volume as average and refuses any other hole in its window', () => {
    const without = (name: string): FeatureMatrix => ({
      ...matrix,
      columns: matrix.columns.map((column, at) =>
        MODEL_FEATURES[at] === name ? column.map((value, row) => (row === 500 ? Number.NaN : value)) : column,
      ),
    });
    expect(model.score(without('volume_z'), 500)).toBeGreaterThan(0);
    const scores = model.scoreRows(without('return_1'), 490, 540);
    expect(scores.map((score) => (Number.isNaN(score) ? 1 : 0)).reduce((sum, one) => sum + one, 0)).toBe(STEPS);
    expect(scores[9]).toBe(model.score(matrix, 499));
    expect(scores[10 + STEPS]).toBe(model.score(matrix, 500 + STEPS));
  });

  it('answers from candles up to the row only', () => {
    const cut = computeFeatures(sliceColumns(candles, 0, 501), HOUR_MS);
    expect(model.score(cut, 500)).toBe(model.score(matrix, 500));
  });

  it('explains a score by parts that add up', () => {
    for (const row of [300, 512, 699]) {
      const { bias, parts } = model.explain(matrix, row);
      expect(parts.map(({ feature }) => feature).sort()).toEqual([...MODEL_FEATURES].sort());
      const sum = parts.reduce((total, part) => total + part.logOdds, bias);
      expect(sum).toBeCloseTo(logOdds(model.score(matrix, row)), 10);
      expect(parts[0]?.value).toBe(matrix.columns[MODEL_FEATURES.indexOf(parts[0]?.feature ?? '')]?.[row]);
    }
    expect(model.explain(matrix, 100).parts.every((part) => Number.isNaN(part.logOdds))).toBe(true);
  });

  it('is the same model after a trip through JSON', () => {
    const text = JSON.stringify(model.toJSON());
    const back = modelMaker(cell).parse(JSON.parse(text));
    expect(back.scoreRows(matrix, 300, 700)).toEqual(model.scoreRows(matrix, 300, 700));
    expect(JSON.stringify(back.toJSON())).toBe(text);
  });

  it('is refused when its JSON does not fit', () => {
    const read = (change: (value: Record<string, unknown>) => unknown) => () =>
      modelMaker(cell).parse(change(JSON.parse(JSON.stringify(model.toJSON()))));
    const other = cell === 'gru' ? 'lstm' : 'gru';
    expect(read((value) => ({ ...value, shape: { ...shape, cell: other } }))).toThrow(/expected .* weights of kernel/);
    expect(() => modelMaker(other).parse(model.toJSON())).toThrow(`expected a network of ${other}, was ${cell}`);
    expect(read((value) => ({ ...value, scaler: { ...scaler, means: [1] } }))).toThrow(
      'features with means and scales',
    );
    expect(read((value) => ({ ...value, members: [] }))).toThrow();
    expect(read(() => null)).toThrow();
  });
});
