import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { writeArtefact } from '../../models/artefact.ts';
import { trainWithEvidence } from '../../training/train.ts';
import { createFileCheckpoints } from '../files/checkpoints.ts';
import { measuredBackend } from '../tensorflow/measured-backend.ts';
import type { TrainingMessage, TrainingOrder } from './messages.ts';

/** Below everything that answers people; on Linux this is the thread's own, elsewhere the whole process keeps its priority. */
const NICE = 10;

// This file is a thread: it starts when it is loaded, by start-thread.mjs only.
const port = parentPort;
if (port !== null) {
  const say = (message: TrainingMessage): void => port.postMessage(message);
  if (process.platform === 'linux') setPriority(0, NICE);
  // Only ever started with an order of ours.
  const { checkpointFolder, ...order } = workerData as TrainingOrder;
  try {
    const { trained, recent } = await trainWithEvidence({
      ...order,
      chooseBackend: measuredBackend,
      onFold: (done, total) => say({ type: 'fold', done, total }),
      ...(checkpointFolder === null ? {} : { checkpointOf: createFileCheckpoints(checkpointFolder) }),
    });
    say({ type: 'trained', artefact: writeArtefact(trained), recent });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    say({ type: 'failed', name, message });
  }
}
