import { setPriority } from 'node:os';
import { writeArtefact } from '../../models/artefact.ts';
import { trainWithEvidence } from '../../training/train.ts';
import { createFileCheckpoints } from '../files/checkpoints.ts';
import { measuredBackend } from '../tensorflow/measured-backend.ts';
import type { TrainingMessage, TrainingOrder } from './messages.ts';

/** Below everything that answers people. */
const NICE = 10;

/** Runs in a process of its own, started by start-process.mjs: carries out the one order it is sent, and ends with its parent. */
export async function trainOrder({ checkpointFolder, ...order }: TrainingOrder): Promise<void> {
  const parentPid = process.ppid;
  setPriority(NICE);
  try {
    const { trained, recent } = await trainWithEvidence({
      ...order,
      chooseBackend: measuredBackend,
      onFold: (done, total) => {
        // A parent that was killed cannot end us, and its 'disconnect' event waits until the training ends.
        if (process.ppid !== parentPid) process.exit(1);
        send({ type: 'fold', done, total });
      },
      ...(checkpointFolder === null ? {} : { checkpointOf: createFileCheckpoints(checkpointFolder) }),
    });
    send({ type: 'trained', artefact: writeArtefact(trained), recent });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    send({ type: 'failed', name, message });
  }
}

function send(message: TrainingMessage): void {
  // The parent is gone: no process waits for the model any more.
  process.send?.(message, undefined, undefined, () => {});
}
