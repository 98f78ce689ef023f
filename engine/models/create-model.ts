import { fitBaseRate, parseBaseRate } from './base-rate.ts';
import { createBoosting, fitBoosting, parseBoosting } from './boosting.ts';
import { fitEnsemble, parseEnsemble } from './ensemble.ts';
import type { Fit } from './fit.ts';
import { parseLogistic } from './logistic/weights.ts';
import { createLogistic, fitLogistic } from './logistic.ts';
import { MODEL_KINDS, type Model, type ModelKind } from './model.ts';
import { networkMaker } from './network.ts';
import { fitReversal, parseReversal } from './reversal.ts';

/** How a kind of model is fitted and read back from the JSON value of its toJSON. */
export interface ModelMaker {
  readonly fit: Fit;
  readonly parse: (value: unknown) => Model;
  /** What a reader of its figures should know, such as a departure from the refit schedule. */
  readonly note?: string;
}

/** One row per kind of model that this build can make. */
const MAKERS: Readonly<Partial<Record<ModelKind, ModelMaker>>> = {
  logistic: { fit: (input) => fitLogistic(input), parse: (value) => createLogistic(parseLogistic(value)) },
  boosting: { fit: (input) => fitBoosting(input), parse: (value) => createBoosting(parseBoosting(value)) },
  gru: networkMaker('gru'),
  lstm: networkMaker('lstm'),
  ensemble: { fit: fitEnsemble, parse: parseEnsemble },
  reversal: { fit: fitReversal, parse: parseReversal },
  'base-rate': { fit: fitBaseRate, parse: parseBaseRate },
};

/** Kinds that can be fitted and read. */
export const AVAILABLE_KINDS: readonly ModelKind[] = MODEL_KINDS.filter((kind) => MAKERS[kind] !== undefined);

/** The maker of a kind. Throws when this build has none. */
export function modelMaker(kind: ModelKind): ModelMaker {
  const maker = MAKERS[kind];
  if (maker === undefined) throw new Error(`expected one of the models ${AVAILABLE_KINDS.join(' ')}, was "${kind}"`);
  return maker;
}
