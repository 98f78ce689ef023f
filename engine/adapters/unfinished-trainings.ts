import { z } from 'zod';
import type { UnfinishedTrainings } from '../serving/trainer.ts';
import type { CheckpointLines } from './checkpoint-lines.ts';

const shape = z.record(z.string(), z.number());

/**
 * Kept in the database beside the checkpoints themselves, a line for each training, and pruned with them. Files of checkpoints take
 * lines of folds only: there a training whose candles have grown begins anew.
 */
export function unfinishedTrainings(lines: CheckpointLines): UnfinishedTrainings {
  const runOf = (training: string): string => `unfinished ${training}`;
  return {
    async read(training) {
      const [line] = await lines.read(runOf(training));
      if (line === undefined) return null;
      try {
        return new Map(Object.entries(shape.parse(JSON.parse(line))));
      } catch {
        // Cut off, or of another version: the training begins anew.
        return null;
      }
    },
    begin: (training, newest) => lines.append(runOf(training), 0, JSON.stringify(Object.fromEntries(newest))),
    end: (training) => lines.clear(runOf(training)),
  };
}
