import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import type { StoredTicket, Tickets } from '../../telegram/ports.ts';

const COLLECTION = 'tickets';

const document = z.object({
  _id: z.string(),
  telegramId: z.number().int(),
  topic: z.enum(['payment', 'general']),
  text: z.string(),
  createdAtMs: z.number(),
  // Tickets of before they could be closed have none.
  closedAtMs: z.number().nullable().default(null),
});
type TicketDocument = z.output<typeof document>;

const schema = new Schema<TicketDocument>(
  {
    _id: { type: String, required: true },
    telegramId: { type: Number, required: true },
    topic: { type: String, required: true },
    text: { type: String, required: true },
    createdAtMs: { type: Number, required: true },
    closedAtMs: { type: Number, default: null },
  },
  SCHEMA_OPTIONS,
)
  .index({ telegramId: 1 })
  .index({ closedAtMs: 1, createdAtMs: 1 });

/** The schema, for ensureBotIndexes. */
export const ticketSchema = schema;

function ticketOf(found: unknown): StoredTicket {
  const { _id, ...rest } = parseDocument(document, found, COLLECTION);
  return { id: _id, ...rest };
}

/** Support tickets in MongoDB. */
export function createMongoTickets(connection: Connection): Tickets {
  const model = modelOf(connection, schema, COLLECTION);
  return {
    async open({ id, ...rest }) {
      await model.updateOne({ _id: id }, { $setOnInsert: rest }, { upsert: true }).exec();
    },
    async find(id) {
      const found = await model.findOne({ _id: id }).lean().exec();
      return found === null ? null : ticketOf(found);
    },
    async waiting(limit) {
      const found = await model.find({ closedAtMs: null }).sort({ createdAtMs: 1 }).limit(limit).lean().exec();
      return found.map(ticketOf);
    },
    async close(id, nowMs) {
      await model.updateOne({ _id: id, closedAtMs: null }, { $set: { closedAtMs: nowMs } }).exec();
    },
    async ofAccount(telegramId) {
      const found = await model.find({ telegramId }).sort({ createdAtMs: 1 }).lean().exec();
      return found.map(ticketOf);
    },
    async removeBefore(timeMs) {
      await model.deleteMany({ createdAtMs: mongoose.trusted({ $lt: timeMs }) }).exec();
    },
  };
}
