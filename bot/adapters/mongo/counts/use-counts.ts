import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey, SCHEMA_OPTIONS } from '../../../../billing/adapters/mongo/documents.ts';
import { DAY_MS } from '../../../../engine/time.ts';
import type { Use, UseCounts } from '../../../limits/use-counts.ts';

/** Name of the collection. */
export const USE_COUNTS = 'use_counts';

interface UseDocument {
  _id: string;
  telegramId: number;
  used: number;
  refused: number;
  expiresAt: Date;
}

const number = { type: Number, required: true } as const;

/** The schema, for ensureBotIndexes. The server deletes by its own clock, so a day is left for one that is wrong. */
export const useCountSchema = new Schema<UseDocument>(
  {
    ...{ _id: { type: String, required: true }, telegramId: number, used: number, refused: number },
    expiresAt: { type: Date, required: true },
  },
  SCHEMA_OPTIONS,
)
  .index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
  .index({ telegramId: 1 });

/** Counts of uses in MongoDB: one write for a use that is counted, three for one that is refused. */
export function createMongoUseCounts(connection: Connection): UseCounts {
  // Past mongoose, whose document would cost more than the write: this is done at every update.
  const collection = connection.collection<UseDocument>(USE_COUNTS);
  return {
    async take(use, most) {
      const { telegramId, window } = use;
      const _id = idOf(use);
      const free = { _id, used: { $lt: most } };
      const made = { telegramId, refused: 0, expiresAt: new Date(window.untilMs + DAY_MS) };
      try {
        await collection.updateOne(free, { $inc: { used: 1 }, $setOnInsert: made }, { upsert: true });
        return { type: 'counted' };
      } catch (error) {
        // It is full, so that it does not match and cannot be made again; or somebody made it in the same moment.
        if (!isDuplicateKey(error)) throw error;
      }
      const { matchedCount } = await collection.updateOne(free, { $inc: { used: 1 } });
      if (matchedCount === 1) return { type: 'counted' };
      const found = await collection.findOneAndUpdate({ _id }, { $inc: { refused: 1 } }, { returnDocument: 'after' });
      return { type: 'refused', isFirst: found === null || found.refused === 1 };
    },
    async giveBack(use) {
      await collection.updateOne({ _id: idOf(use), used: { $gt: 0 } }, { $inc: { used: -1 } });
    },
  };
}

function idOf({ telegramId, what, window }: Use): string {
  return `${telegramId}|${what}|${window.fromMs}`;
}
