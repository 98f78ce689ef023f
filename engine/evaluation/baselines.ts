import { featureColumn } from '../features/matrix.ts';
import { createBaseRate, fitBaseRate } from '../models/base-rate.ts';
import type { Fit, FitInput } from '../models/fit.ts';
import { fitLogistic } from '../models/logistic.ts';
import type { Model } from '../models/model.ts';
import { createReversal, fitReversal } from '../models/reversal.ts';

/** The rule "the next candle has the same colour": the reversal rule turned round. */
function fitMomentum({ matrix, up, rows }: FitInput): Model {
  const direction = featureColumn(matrix, 'direction');
  let reversed = 1;
  let calls = 2;
  for (const row of rows) {
    const value = direction[row] ?? 0;
    if (value === 0) continue;
    calls += 1;
    if (value < 0 === (up[row] === 1)) reversed += 1;
  }
  return createReversal(Math.min(0.4999, reversed / calls));
}

/** Always up, with the training share of up candles as probability, a hair above ½ at least. */
function fitAlwaysLong(input: FitInput): Model {
  return createBaseRate(Math.max(0.5001, fitBaseRate(input).score(input.matrix, 0)));
}

/** Hardly any penalty, and no proof asked: a baseline uses its few features fully, right or wrong. */
const PLAIN_RIDGE = 1;

/** Every baseline that is printed with a model, by name. Side rules keep their side; only their confidence is learned. */
export const BASELINES: Readonly<Record<string, Fit>> = {
  reversal: fitReversal,
  momentum: fitMomentum,
  'base-rate': fitBaseRate,
  'always-long': fitAlwaysLong,
  'logistic-small': (input) =>
    fitLogistic(input, { features: ['return_1', 'direction', 'close_location'], ridge: PLAIN_RIDGE }),
  'logistic-hour': (input) => fitLogistic(input, { features: ['hour_sin', 'hour_cos'], ridge: PLAIN_RIDGE }),
};
