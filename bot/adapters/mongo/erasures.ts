import { type Connection, Schema } from 'mongoose';
import { modelOf, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';

/** The collection of who was forgotten and when. */
export const ERASURES = 'erasures';
/** Longer than anybody should keep a backup: as long as one may come back, what it has of them must go again. */
const KEPT_SECONDS = 400 * 86_400;

interface ErasureDocument {
  /** The person's pseudonym: nobody can tell whose it is without the bot's token. */
  _id: number;
  at: Date;
}

/** The schema, for ensureBotIndexes. */
export const erasureSchema = new Schema<ErasureDocument>(
  { _id: { type: Number, required: true }, at: { type: Date, required: true } },
  SCHEMA_OPTIONS,
).index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/** Writes down that somebody is forgotten: a backup of before forgets them again (backup/forget-again.ts). In wall time, as backups are. */
export async function noteErasure(connection: Connection, pseudonym: number): Promise<void> {
  const model = modelOf(connection, erasureSchema, ERASURES);
  await model.updateOne({ _id: pseudonym }, { $max: { at: new Date() } }, { upsert: true }).exec();
}
