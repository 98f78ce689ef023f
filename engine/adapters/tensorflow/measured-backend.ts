import type { ChooseBackend } from '../../models/network/fit-network.ts';

/** The fastest backend that is present. TensorFlow is loaded at the first fit only: a process that serves never loads it. */
export const measuredBackend: ChooseBackend = async (shape, batchRows) => {
  const { fastestBackend } = await import('./fastest-backend.ts');
  return fastestBackend(shape, batchRows);
};
