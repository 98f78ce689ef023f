import { z } from 'zod';
import type { TrainedModel } from '../../engine/models/trained.ts';
import { findDefect } from './find-defects.ts';
import { runKilled, runSeed, runTwoMachines } from './harness.ts';
import { emptyTally, type Tally } from './tally.ts';
import type { World } from './world/world.ts';

/** One day, or the search for one planted defect: what a worker does at a time. */
export const TASK = z.discriminatedUnion('type', [
  z.object({ type: z.literal('kill'), effect: z.number(), isDone: z.boolean() }),
  z.object({ type: z.literal('seed'), seed: z.number() }),
  z.object({ type: z.literal('two machines'), seed: z.number() }),
  z.object({ type: z.literal('defect'), name: z.string() }),
]);
export type Task = z.infer<typeof TASK>;

/** The words that do it again. */
export function replayOf(task: Task): string {
  switch (task.type) {
    case 'kill':
      return `--kill ${task.effect}${task.isDone ? '' : ' --before'}`;
    case 'seed':
      return `--seed ${task.seed}`;
    case 'two machines':
      return `--two-seed ${task.seed}`;
    case 'defect':
      return `--defect "${task.name}"`;
  }
}

/** What a task finds. */
export async function runTask(
  task: Task,
  parts: { readonly model: TrainedModel; readonly quiet: World },
): Promise<Tally> {
  const tally = emptyTally();
  switch (task.type) {
    case 'kill':
      await runKilled(tally, parts, task);
      break;
    case 'seed':
      await runSeed(tally, parts.model, task.seed);
      break;
    case 'two machines':
      await runTwoMachines(tally, parts.model, task.seed);
      break;
    case 'defect':
      tally.planted[task.name] = await findDefect(task.name, parts.model);
      break;
  }
  return tally;
}
