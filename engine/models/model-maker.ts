import { fitBaseRate, parseBaseRate } from './base-rate.ts';
import { createBoosting, fitBoosting, parseBoosting } from './boosting.ts';
import { fitEnsemble, parseEnsemble } from './ensemble.ts';
import type { ModelMaker } from './fit.ts';
import { parseLogistic } from './logistic/weights.ts';
import { createLogistic, fitLogistic } from './logistic.ts';
import { MODEL_KINDS, type ModelKind } from './model.ts';
import { networkMaker } from './network.ts';
import { fitReversal, parseReversal } from './reversal.ts';

/** One row per kind of model. */
const MAKERS: Readonly<Record<ModelKind, ModelMaker>> = {
  logistic: { fit: (input) => fitLogistic(input), parse: (value) => createLogistic(parseLogistic(value)) },
  boosting: { fit: (input) => fitBoosting(input), parse: (value) => createBoosting(parseBoosting(value)) },
  gru: networkMaker('gru'),
  lstm: networkMaker('lstm'),
  ensemble: { fit: fitEnsemble, parse: parseEnsemble },
  reversal: { fit: fitReversal, parse: parseReversal },
  'base-rate': { fit: fitBaseRate, parse: parseBaseRate },
};

/** The maker of a kind. Throws on a name, such as one that another thread or version sent, that is none. */
export function modelMaker(kind: ModelKind): ModelMaker {
  if (!Object.hasOwn(MAKERS, kind))
    throw new Error(`expected one of the models ${MODEL_KINDS.join(' ')}, was "${kind}"`);
  return MAKERS[kind];
}
