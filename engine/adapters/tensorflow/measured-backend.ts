import type { ChooseBackend } from '../../models/network/fit-network.ts';

/** Until TensorFlow is loaded there is none. */
let count = (): number => 0;

/** The fastest backend that is present. TensorFlow is loaded at the first fit only: a process that serves never loads it. */
export const measuredBackend: ChooseBackend = async (shape, batchRows) => {
  const [{ fastestBackend }, { tensorCount }] = await Promise.all([
    import('./fastest-backend.ts'),
    import('./session.ts'),
  ]);
  count = tensorCount;
  return fastestBackend(shape, batchRows);
};

/** Tensors that live in this process, without loading TensorFlow for it. */
export function tensorsAlive(): number {
  return count();
}
