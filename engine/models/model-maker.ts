import { fitBaseRate, parseBaseRate } from './base-rate.ts';
import { createBoosting, fitBoosting, parseBoosting } from './boosting.ts';
import { fitEnsemble, parseEnsemble } from './ensemble.ts';
import type { ModelMaker } from './fit.ts';
import { parseLogistic } from './logistic/weights.ts';
import { createLogistic, fitLogistic } from './logistic.ts';
import { MODEL_KINDS, type ModelKind } from './model.ts';
import type { ChooseBackend } from './network/fit-network.ts';
import { SIMD_BACKEND } from './network/simd-backend.ts';
import { networkMaker } from './network.ts';
import { fitReversal, parseReversal } from './reversal.ts';

type MakerOf = (chooseBackend: ChooseBackend) => ModelMaker;

/** One row per kind of model. */
const MAKERS: Readonly<Record<ModelKind, MakerOf>> = {
  logistic: () => ({ fit: (input) => fitLogistic(input), parse: (value) => createLogistic(parseLogistic(value)) }),
  boosting: () => ({ fit: (input) => fitBoosting(input), parse: (value) => createBoosting(parseBoosting(value)) }),
  gru: (chooseBackend) => networkMaker('gru', chooseBackend),
  lstm: (chooseBackend) => networkMaker('lstm', chooseBackend),
  ensemble: () => ({ fit: fitEnsemble, parse: parseEnsemble }),
  reversal: () => ({ fit: fitReversal, parse: parseReversal }),
  'base-rate': () => ({ fit: fitBaseRate, parse: parseBaseRate }),
};

/** Our own SIMD kernels, which run everywhere; a process that may load TensorFlow hands in a choice that measures. */
const ownKernels: ChooseBackend = async () => ({ backend: SIMD_BACKEND, text: SIMD_BACKEND.name });

/**
 * The maker of a kind; `chooseBackend` picks what trains networks, the other kinds ignore it. Throws on a name that is no kind,
 * such as one that another thread or version sent.
 */
export function modelMaker(kind: ModelKind, chooseBackend: ChooseBackend = ownKernels): ModelMaker {
  if (!Object.hasOwn(MAKERS, kind))
    throw new Error(`expected one of the models ${MODEL_KINDS.join(' ')}, was "${kind}"`);
  return MAKERS[kind](chooseBackend);
}
