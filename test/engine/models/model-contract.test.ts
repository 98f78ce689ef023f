import type { FitInput } from '../../../engine/models/fit.ts';
import { modelMaker } from '../../../engine/models/model-maker.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { prepareDataset } from '../../../engine/training/dataset.ts';
import { modelContract } from '../../contract/model.ts';
import { randomWalk } from '../../support/random-walk.ts';

/** Features of a random walk; its first 900 usable rows to fit on. */
function walkInput(): FitInput {
  const dataset = prepareDataset([{ name: 'BTC/USDT', columns: randomWalk({ rows: 1_600, seed: 3 }) }], HOUR_MS);
  const { matrix, up, closeTimeMs, usable } = dataset;
  const rows = Int32Array.from(up.keys())
    .filter((row) => usable[row] === 1 && !Number.isNaN(up[row] ?? Number.NaN))
    .subarray(0, 900);
  return { matrix, up, rows, closeTimeMs, timeframeMs: HOUR_MS, seed: 1, previous: null };
}

for (const kind of ['logistic', 'boosting', 'ensemble', 'reversal', 'base-rate'] as const)
  modelContract(kind, { maker: modelMaker(kind), input: walkInput });
