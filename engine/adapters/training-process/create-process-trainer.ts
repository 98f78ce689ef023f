import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readArtefact } from '../../models/artefact.ts';
import type { Trainer, TrainerRequest } from '../../serving/trainer.ts';
import type { TrainingResult } from '../../training/train.ts';
import type { CheckpointLines } from '../checkpoint-lines.ts';
import type { CheckpointCall, TrainingMessage, TrainingOrder } from './messages.ts';

/** Weight of the newest fold in the pace. */
const NEWEST_SHARE = 0.3;

/** A training that ended without a model; `name` is that of the error in its process. */
class TrainingFailedError extends Error {
  override readonly name = 'TrainingFailedError';
  /** Name of the error in that process, such as "TooFewCandlesError". */
  readonly what: string;

  constructor(what: string, message: string) {
    super(message);
    this.what = what;
  }
}

/** How long a training has taken lately, from which the time left is estimated. */
interface Pace {
  readonly atMs: number;
  readonly perFoldMs: number | null;
}

/**
 * Trains in a process of its own for each request, at a low priority: the event loop stays free, and the memory of the training goes back
 * to the system when it ends (a thread leaves most of it with us). With a place for checkpoints an interrupted training of the same
 * candles, configuration and seed goes on where it stopped; the process asks us for them and knows no database.
 * Rejects with TrainingFailedError, or with the signal's reason when aborted.
 */
export function createProcessTrainer({ checkpoints }: { readonly checkpoints: CheckpointLines | null }): Trainer {
  return ({ onProgress, signal, ...wanted }: TrainerRequest) =>
    new Promise<TrainingResult>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const child = startProcess({ ...wanted, keepsCheckpoints: checkpoints !== null });
      let pace: Pace = { atMs: performance.now(), perFoldMs: null };
      const finish = (settle: () => void): void => {
        signal.removeEventListener('abort', abort);
        settle();
        // Checkpoints are kept fold by fold: nothing is lost by ending it at any moment.
        child.kill('SIGKILL');
      };
      const fail = (error: TrainingFailedError): void => finish(() => reject(error));
      const abort = (): void => finish(() => reject(signal.reason));
      signal.addEventListener('abort', abort);
      child.on('message', (message: TrainingMessage) => {
        if (message.type === 'failed') return fail(new TrainingFailedError(message.name, message.message));
        if (message.type === 'checkpoint') {
          const { number, call } = message;
          return void carryOut(checkpoints, call)
            .catch((): readonly string[] => [])
            .then((lines) => child.send({ number, lines }, () => {}));
        }
        if (message.type === 'fold') {
          const perFoldMs = paceAfterFold(pace);
          pace = { atMs: performance.now(), perFoldMs };
          const { done, total, tensors } = message;
          return onProgress({ done, total, leftMs: Math.round(perFoldMs * (total - done)), tensors });
        }
        const reading = readArtefact(message.artefact);
        if (reading.type !== 'model') return fail(new TrainingFailedError('Error', reading.reason));
        finish(() => resolve({ trained: reading.trained, recent: message.recent }));
      });
      child.once('error', (error) => fail(new TrainingFailedError(error.name, String(error))));
      // "exit" may come before the last message, "disconnect" comes after it.
      child.once('disconnect', () =>
        setImmediate(() => {
          fail(
            new TrainingFailedError('Exit', `the training process ended with ${child.exitCode ?? child.signalCode}`),
          );
        }),
      );
    });
}

function startProcess(order: TrainingOrder): ChildProcess {
  const child = fork(fileURLToPath(new URL('./start-process.mjs', import.meta.url)), [], {
    serialization: 'advanced',
    execArgv: [],
    // Standard output is for results: what a library prints while training goes to standard error.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  // A process that cannot be started, or that died, emits an event.
  child.send(order, () => {});
  return child;
}

async function carryOut(checkpoints: CheckpointLines | null, call: CheckpointCall): Promise<readonly string[]> {
  if (checkpoints === null) return [];
  if (call.verb === 'read') return await checkpoints.read(call.run);
  if (call.verb === 'append') await checkpoints.append(call.run, call.fold, call.line);
  else await checkpoints.clear(call.run);
  return [];
}

/** Milliseconds a fold. The newest ones count most: those of a checkpoint take no time, and each fold has more rows than the one before. */
function paceAfterFold({ atMs, perFoldMs }: Pace): number {
  const tookMs = performance.now() - atMs;
  return perFoldMs === null ? tookMs : perFoldMs + NEWEST_SHARE * (tookMs - perFoldMs);
}
