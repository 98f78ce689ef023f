import { Worker } from 'node:worker_threads';
import { readArtefact } from '../../models/artefact.ts';
import type { Trainer, TrainerRequest } from '../../serving/trainer.ts';
import type { TrainingResult } from '../../training/train.ts';
import type { TrainingMessage, TrainingOrder } from './messages.ts';

/** Weight of the newest fold in the pace. */
const NEWEST_SHARE = 0.3;

/** A training that ended without a model; `name` is that of the error on its thread. */
class TrainingFailedError extends Error {
  override readonly name = 'TrainingFailedError';
  /** Name of the error on the thread, such as "TooFewCandlesError". */
  readonly what: string;

  constructor(what: string, message: string) {
    super(message);
    this.what = what;
  }
}

/**
 * Trains in a thread of its own for each request, so that the event loop stays free, and at a low priority. With a
 * folder for checkpoints an interrupted training of the same candles, configuration and seed goes on where it stopped.
 * Rejects with TrainingFailedError, or with the signal's reason when aborted.
 */
export function createThreadTrainer({ checkpointFolder }: { readonly checkpointFolder: string | null }): Trainer {
  return ({ onProgress, signal, ...wanted }: TrainerRequest) =>
    new Promise<TrainingResult>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const order: TrainingOrder = { ...wanted, checkpointFolder };
      let pace: { readonly atMs: number; readonly perFoldMs: number | null } = {
        atMs: performance.now(),
        perFoldMs: null,
      };
      const worker = new Worker(new URL('./start-thread.mjs', import.meta.url), { workerData: order, execArgv: [] });
      const finish = (settle: () => void): void => {
        signal.removeEventListener('abort', abort);
        settle();
        void worker.terminate();
      };
      const abort = (): void => finish(() => reject(signal.reason));
      signal.addEventListener('abort', abort);
      worker.on('message', (message: TrainingMessage) => {
        if (message.type === 'fold') {
          const { done, total } = message;
          const atMs = performance.now();
          const tookMs = atMs - pace.atMs;
          // The newest folds count most: those found in a checkpoint take no time, and each fold has more rows than the one before.
          const perFoldMs =
            pace.perFoldMs === null ? tookMs : pace.perFoldMs + NEWEST_SHARE * (tookMs - pace.perFoldMs);
          pace = { atMs, perFoldMs };
          onProgress({ done, total, leftMs: Math.round(perFoldMs * (total - done)) });
          return;
        }
        if (message.type === 'failed') {
          finish(() => reject(new TrainingFailedError(message.name, message.message)));
          return;
        }
        const reading = readArtefact(message.artefact);
        finish(() =>
          reading.type === 'model'
            ? resolve({ trained: reading.trained, recent: message.recent })
            : reject(new TrainingFailedError('Error', reading.reason)),
        );
      });
      worker.once('error', (error) =>
        finish(() => reject(new TrainingFailedError(error instanceof Error ? error.name : 'Error', String(error)))),
      );
      worker.once('exit', (code) =>
        finish(() => reject(new TrainingFailedError('Exit', `the training thread ended with code ${code}`))),
      );
    });
}
