import { describe, expect, it } from 'vitest';
import type { FitInput, FitProgress } from '../../../../engine/models/fit.ts';
import { fitLogistic } from '../../../../engine/models/logistic.ts';
import { NETWORK_CONFIG, type NetworkConfig, networkFit } from '../../../../engine/models/network/fit-network.ts';
import { parseNetwork } from '../../../../engine/models/network/network-json.ts';
import { createNetworkRuntime } from '../../../../engine/models/network/runtime.ts';
import { CELLS, type Cell, initialWeights } from '../../../../engine/models/network/shape.ts';
import { SIMD_BACKEND } from '../../../../engine/models/network/simd-backend.ts';
import { createRandom } from '../../../../engine/random.ts';
import { aucScore } from '../../../../engine/statistics/metrics.ts';
import { DAY_MS } from '../../../../engine/time.ts';
import { fitStageText } from '../../../../scripts/report/fit-text.ts';
import { noiseBatch, rememberedProduct } from '../../../support/models/networks.ts';

const CONFIG: NetworkConfig = {
  ...NETWORK_CONFIG,
  steps: 6,
  units: 8,
  members: 2,
  training: {
    ...NETWORK_CONFIG.training,
    learningRate: 0.01,
    roundRows: 2_000,
    maxRounds: 12,
    inputDropout: 0,
    stateDropout: 0,
  },
};
const chooseSimd = async () => ({ backend: SIMD_BACKEND, text: 'simd' });
const fitOf = (cell: Cell) => networkFit(cell, chooseSimd, CONFIG);

function aucOn({ up, rows }: FitInput, scores: Float64Array): number {
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row] ?? Number.NaN);
  return aucScore({ probability: pick(scores), up: pick(up) }) ?? 0;
}

describe.each(CELLS)('a trained %s', (cell) => {
  const input = rememberedProduct(4_000, 5);

  it('remembers what no sum of features can tell', async () => {
    const fresh = rememberedProduct(3_000, 6);
    const model = await fitOf(cell)(input);
    expect(aucOn(fresh, model.scoreRows(fresh.matrix, 0, fresh.matrix.rows))).toBeGreaterThan(0.8);
    const linear = fitLogistic(input, { ridge: 10 });
    expect(aucOn(fresh, linear.scoreRows(fresh.matrix, 0, fresh.matrix.rows))).toBeLessThan(0.56);
  });

  it('is the same bytes for the same data and seed, and others for another seed', async () => {
    const short = { ...input, rows: input.rows.slice(0, 900) };
    const once = JSON.stringify((await fitOf(cell)(short)).toJSON());
    expect(JSON.stringify((await fitOf(cell)(short)).toJSON())).toBe(once);
    expect(JSON.stringify((await fitOf(cell)({ ...short, seed: 6 })).toJSON())).not.toBe(once);
  });

  it('looks only at its rows and what lies before them', async () => {
    const rows = input.rows.slice(0, 900);
    const end = (rows.at(-1) ?? 0) + 1;
    const columns = input.matrix.columns.map((column) => column.map((value, row) => (row < end ? value : 1e9)));
    const up = input.up.map((value, row) => (row < end ? value : Number.NaN));
    const poisoned = await fitOf(cell)({ ...input, rows, up, matrix: { ...input.matrix, columns } });
    expect(poisoned.toJSON()).toEqual((await fitOf(cell)({ ...input, rows })).toJSON());
  });

  it('has the gradients that finite differences give', async () => {
    const shape = { cell, steps: 5, inputs: 3, units: 8 };
    const batch = noiseBatch(shape, 4, 3);
    const head = Float32Array.from({ length: 8 }, (_, unit) => Math.sin(1 + unit));
    const weights = { ...initialWeights(shape, createRandom(9)), head };
    const lossAt = async (change: (kernel: Float32Array) => void): Promise<number> => {
      const kernel = Float32Array.from(weights.kernel);
      change(kernel);
      const session = await SIMD_BACKEND.open(shape, { ...weights, kernel }, { learningRate: 0, weightDecay: 0 });
      return session.step(batch);
    };
    const runtime = createNetworkRuntime(shape, 4);
    runtime.load(weights);
    for (let row = 0; row < 4; row += 1) {
      for (let step = 0; step < shape.steps; step += 1) {
        const at = (step * 4 + row) * runtime.inputWidth;
        runtime.inputs.set(
          batch.inputs.subarray((row * shape.steps + step) * 3, (row * shape.steps + step + 1) * 3),
          at,
        );
        runtime.inputs[at + 3] = 1;
      }
    }
    runtime.forward(4);
    for (let row = 0; row < 4; row += 1) {
      const state = runtime.lastState.subarray(row * 8, row * 8 + 8);
      const mask = batch.mask.subarray(row * 8, row * 8 + 8);
      const known = batch.offsets[row] ?? 0;
      const logOdds = state.reduce(
        (sum, value, unit) => sum + value * (mask[unit] ?? 0) * (weights.head[unit] ?? 0),
        known,
      );
      const error = (1 / (1 + Math.exp(-logOdds)) - (batch.labels[row] ?? 0)) / 4;
      runtime.lastStateGradient.set(
        mask.map((kept, unit) => error * kept * (weights.head[unit] ?? 0)),
        row * 8,
      );
    }
    runtime.backward(4);
    for (const at of [0, 7, 11, 20, 33, 50, 71]) {
      const step = 1e-2;
      const up = await lossAt((kernel) => kernel.set([(kernel[at] ?? 0) + step], at));
      const down = await lossAt((kernel) => kernel.set([(kernel[at] ?? 0) - step], at));
      expect(runtime.gradients[at]).toBeCloseTo((up - down) / (2 * step), 4);
    }
  });
});

describe('fitting a network', () => {
  const whole = rememberedProduct(12_000, 8);
  const until = (days: number): FitInput => ({
    ...whole,
    rows: whole.rows.filter((row) => (whole.closeTimeMs[row] ?? 0) <= days * DAY_MS),
  });

  it('keeps a network for its refit interval, then goes on from its weights with its scaler', async () => {
    const train = fitOf('gru');
    const first = await train(until(200));
    expect(await train({ ...until(379), previous: first })).toBe(first);
    const second = await train({ ...until(381), previous: first });
    const [before, after] = [parseNetwork(first.toJSON()), parseNetwork(second.toJSON())];
    expect(after.scaler).toEqual(before.scaler);
    expect(after.training.trainedUntilMs).toBe(381 * DAY_MS);
    expect(after.members[0]?.kernel).not.toEqual(before.members[0]?.kernel);
  });

  it('is fitted at once when fresh weights are asked for, and anew after another kind of model', async () => {
    const train = fitOf('gru');
    const first = await train(until(100));
    const fresh = await train({ ...until(110), previous: first, fresh: true });
    expect(parseNetwork(fresh.toJSON()).training.trainedUntilMs).toBe(110 * DAY_MS);
    const anew = await train({ ...until(110), previous: fitLogistic(until(100), { ridge: 10 }) });
    expect(anew.toJSON()).toEqual((await train(until(110))).toJSON());
  });

  it('tells how far it is and what it trains with', async () => {
    const seen: FitProgress[] = [];
    await fitOf('lstm')({ ...until(60), onProgress: (progress) => void seen.push(progress) });
    expect(seen[0]).toEqual({ stage: { code: 'backend', name: 'simd' }, done: 0, total: 24 });
    const stage = seen.at(-1)?.stage;
    expect(stage).toMatchObject({ code: 'rounds', member: 2, members: 2 });
    expect(stage?.code === 'rounds' ? fitStageText(stage) : '').toMatch(/^network 2 of 2, validation loss 0\.\d+$/);
  });

  it('stops when it is told to', async () => {
    const stopping = new AbortController();
    const reason = new Error('no longer wanted');
    const onProgress = ({ done }: { done: number }): void => {
      if (done === 2) stopping.abort(reason);
    };
    await expect(fitOf('gru')({ ...until(100), signal: stopping.signal, onProgress })).rejects.toBe(reason);
  });

  it('refuses rows without a window behind them', async () => {
    await expect(fitOf('gru')({ ...whole, rows: Int32Array.of(0, 1, 2) })).rejects.toThrow(
      'expected rows with 6 known candles behind them',
    );
  });
});
