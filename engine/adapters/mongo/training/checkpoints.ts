import { type Connection, type Model, trusted } from 'mongoose';
import { z } from 'zod';
import { type CheckpointLines, warnNotKept } from '../../checkpoint-lines.ts';
import { MAX_ARTEFACT_BYTES } from '../../max-artefact-bytes.ts';
import { isDuplicateKey } from '../connect.ts';
import { schemaOf } from '../stored/schema-of.ts';

/** Name of the collection. */
export const CHECKPOINTS = 'training_checkpoints';
const shape = z.object({
  _id: z.string().min(1),
  run: z.string().min(1),
  fold: z.number(),
  line: z.string().min(1),
  /** By the machine's clock: a replay's time says nothing about when a training stopped. */
  savedAtMs: z.number(),
});
type CheckpointDocument = z.infer<typeof shape>;
const schema = schemaOf<CheckpointDocument>(shape, CHECKPOINTS);

function modelOf(connection: Connection): Model<CheckpointDocument> {
  return connection.models[CHECKPOINTS] ?? connection.model<CheckpointDocument>(CHECKPOINTS, schema);
}

/**
 * Folds of unfinished trainings in MongoDB, a document each, so that a process without a disk of its own goes on where the one before
 * it ended. A database that is away costs the time of the fold and nothing else.
 */
export function createMongoLines(connection: Connection, wallNowMs: () => number): CheckpointLines {
  const checkpoints = modelOf(connection);
  return {
    read: async (run) => {
      try {
        const found = await checkpoints.find({ run }).sort({ fold: 1 }).lean();
        return found.map((document) => shape.parse(document).line);
      } catch (error) {
        warnNotKept(error);
        return [];
      }
    },
    append: async (run, fold, line) => {
      try {
        const bytes = Buffer.byteLength(line);
        if (bytes > MAX_ARTEFACT_BYTES)
          throw new RangeError(`expected at most ${MAX_ARTEFACT_BYTES} bytes, were ${bytes}`);
        await checkpoints.create([{ _id: `${run}|${fold}`, run, fold, line, savedAtMs: wallNowMs() }]);
      } catch (error) {
        // Two processes that train the same, or an answer that was lost: the fold is there.
        if (!isDuplicateKey(error)) warnNotKept(error);
      }
    },
    clear: async (run) => {
      await checkpoints.deleteMany({ run }).catch(warnNotKept);
    },
  };
}

/**
 * Removes checkpoints saved before beforeMs (wall time, epoch milliseconds), such as those of an older version of the program, which
 * no run meets any more. Returns how many folds.
 */
export async function pruneCheckpoints(connection: Connection, beforeMs: number): Promise<number> {
  const { deletedCount } = await modelOf(connection).deleteMany({ savedAtMs: trusted({ $lt: beforeMs }) });
  return deletedCount;
}
