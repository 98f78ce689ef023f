import type { ModelMaker } from './fit.ts';
import { createNetwork } from './network/create-network.ts';
import { type ChooseBackend, NETWORK_CONFIG, networkFit } from './network/fit-network.ts';
import { parseNetwork } from './network/network-json.ts';
import type { Cell } from './network/shape.ts';

/** Met only when something is trained: a process that serves never loads TensorFlow. */
const measuredBackend: ChooseBackend = async (shape, batchRows) => {
  const { fastestBackend } = await import('../adapters/tensorflow/choose-backend.ts');
  return fastestBackend(shape, batchRows);
};

const { hours, minutes } = NETWORK_CONFIG.refitDays;

/** How recurrent networks of a cell are fitted and read back. */
export function networkMaker(cell: Cell): ModelMaker {
  return {
    fit: networkFit(cell, measuredBackend),
    note: `a network serves ${hours} days of a walk-forward (${minutes} below 1 h) before it is fitted again, from the weights it has`,
    parse(value) {
      const parameters = parseNetwork(value);
      if (parameters.shape.cell !== cell)
        throw new Error(`expected a network of ${cell}, was ${parameters.shape.cell}`);
      return createNetwork(parameters);
    },
  };
}
