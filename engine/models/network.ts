import type { ModelMaker } from './fit.ts';
import { createNetwork } from './network/create-network.ts';
import { type ChooseBackend, NETWORK_CONFIG, networkFit } from './network/fit-network.ts';
import { parseNetwork } from './network/network-json.ts';
import type { Cell } from './network/shape.ts';

/** How recurrent networks of a cell are fitted, on the backend chosen, and read back. */
export function networkMaker(cell: Cell, chooseBackend: ChooseBackend): ModelMaker {
  return {
    fit: networkFit(cell, chooseBackend),
    refitDays: NETWORK_CONFIG.refitDays,
    parse(value) {
      const parameters = parseNetwork(value);
      if (parameters.shape.cell !== cell)
        throw new Error(`expected a network of ${cell}, was ${parameters.shape.cell}`);
      return createNetwork(parameters);
    },
  };
}
