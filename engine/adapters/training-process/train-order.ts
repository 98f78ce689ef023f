import { setPriority } from 'node:os';
import { writeArtefact } from '../../models/artefact.ts';
import { trainWithEvidence } from '../../training/train.ts';
import { type CheckpointLines, checkpointsOf } from '../checkpoint-lines.ts';
import { measuredBackend, tensorsAlive } from '../tensorflow/measured-backend.ts';
import type { CheckpointAnswer, CheckpointCall, TrainingMessage, TrainingOrder } from './messages.ts';

/** Below everything that answers people. */
const NICE = 10;

/** Runs in a process of its own, started by start-process.mjs: carries out the one order it is sent, and ends with its parent. */
export async function trainOrder({ keepsCheckpoints, ...order }: TrainingOrder): Promise<void> {
  const parentPid = process.ppid;
  setPriority(NICE);
  try {
    const { trained, recent } = await trainWithEvidence({
      ...order,
      chooseBackend: measuredBackend,
      onFold: (done, total) => {
        // A parent that was killed cannot end us, and its 'disconnect' event waits until the training ends.
        if (process.ppid !== parentPid) process.exit(1);
        send({ type: 'fold', done, total, tensors: tensorsAlive() });
      },
      ...(keepsCheckpoints ? { checkpointOf: checkpointsOf(askParent()) } : {}),
    });
    send({ type: 'trained', artefact: writeArtefact(trained), recent });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    send({ type: 'failed', name, message });
  }
}

/** The lines as the parent keeps them. A training asks one thing at a time. */
function askParent(): CheckpointLines {
  let number = 0;
  const waiting = new Map<number, (lines: readonly string[]) => void>();
  process.on('message', (answer: CheckpointAnswer) => {
    waiting.get(answer.number)?.(answer.lines);
    waiting.delete(answer.number);
  });
  const ask = (call: CheckpointCall): Promise<readonly string[]> =>
    new Promise((resolve) => {
      number += 1;
      waiting.set(number, resolve);
      send({ type: 'checkpoint', number, call });
    });
  return {
    read: (run) => ask({ verb: 'read', run }),
    append: async (run, fold, line) => void (await ask({ verb: 'append', run, fold, line })),
    clear: async (run) => void (await ask({ verb: 'clear', run })),
  };
}

function send(message: TrainingMessage): void {
  // The parent is gone: no process waits for the model any more.
  process.send?.(message, undefined, undefined, () => {});
}
