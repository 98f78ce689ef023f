import type { FitInput, ModelMaker } from '../../../engine/models/fit.ts';
import { MODEL_KINDS, type ModelKind } from '../../../engine/models/model.ts';
import { modelMaker } from '../../../engine/models/model-maker.ts';
import { NETWORK_CONFIG, type NetworkConfig, networkFit } from '../../../engine/models/network/fit-network.ts';
import { SIMD_BACKEND } from '../../../engine/models/network/simd-backend.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { prepareDataset } from '../../../engine/training/dataset.ts';
import { modelContract } from '../../contract/model.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

/** Features of a random walk; its first 900 usable rows to fit on. */
function walkInput(): FitInput {
  const dataset = prepareDataset([{ name: 'BTC/USDT', columns: randomWalk({ rows: 1_600, seed: 3 }) }], HOUR_MS);
  const { matrix, up, closeTimeMs, usable } = dataset;
  const rows = Int32Array.from(up.keys())
    .filter((row) => usable[row] === 1 && !Number.isNaN(up[row] ?? Number.NaN))
    .subarray(0, 900);
  return { matrix, up, rows, closeTimeMs, timeframeMs: HOUR_MS, seed: 1, previous: null };
}

/** Networks of a size that is fitted in a moment; everything but their size is that of the kind. */
const SMALL: NetworkConfig = {
  ...NETWORK_CONFIG,
  steps: 4,
  units: 8,
  members: 2,
  training: { ...NETWORK_CONFIG.training, roundRows: 512, maxRounds: 3 },
};

const makerOf = (kind: ModelKind): ModelMaker => {
  const maker = modelMaker(kind);
  if (kind !== 'gru' && kind !== 'lstm') return maker;
  return { ...maker, fit: networkFit(kind, async () => ({ backend: SIMD_BACKEND, text: 'simd' }), SMALL) };
};

for (const kind of MODEL_KINDS) modelContract(kind, { maker: makerOf(kind), input: walkInput });
