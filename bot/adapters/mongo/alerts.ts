import { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import type { AlertStore } from '../../alerts/alert.ts';

/** Name of the collection. */
export const ALERTS = 'alerts';

const KEPT_SECONDS = 90 * 86_400;
const hand = { by: z.number().int(), name: z.string() };

const document = z.object({
  _id: z.string(),
  isFiring: z.boolean(),
  // Alerts of earlier versions have neither.
  ...{ startsAtMs: z.number().default(0), isTold: z.boolean().default(true) },
  fingerprint: z.string(),
  ...{ name: z.string(), severity: z.string(), summary: z.string(), runbook: z.string() },
  labels: z.array(z.object({ name: z.string(), value: z.string() })),
  acknowledged: z.object({ ...hand, atMs: z.number() }).nullable(),
  silenced: z.object({ ...hand, untilMs: z.number(), isAtAlertmanager: z.boolean() }).nullable(),
  toldAtMs: z.number().nullable(),
  endedAtMs: z.number().nullable(),
  messages: z.array(z.object({ chatId: z.number(), messageId: z.number() })),
  /** The same as endedAtMs, as the database counts its time. */
  endedAt: z.date().nullable(),
});
type AlertDocument = z.infer<typeof document>;

const text = { type: String, required: true } as const;
const mixed = { type: Schema.Types.Mixed, default: null } as const;

/** The schema, for ensureBotIndexes. */
export const alertSchema = new Schema<AlertDocument>(
  {
    ...{ _id: text, fingerprint: text, name: text, severity: text },
    ...{ summary: { type: String }, runbook: { type: String }, isFiring: { type: Boolean, required: true } },
    ...{ labels: mixed, acknowledged: mixed, silenced: mixed, messages: mixed },
    ...{ startsAtMs: { type: Number }, isTold: { type: Boolean } },
    ...{ toldAtMs: { type: Number, default: null }, endedAtMs: { type: Number, default: null } },
    endedAt: { type: Date, default: null },
  },
  SCHEMA_OPTIONS,
).index({ endedAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/** Alerts in MongoDB, forgotten three months after their end. */
export function createMongoAlerts(connection: Connection): AlertStore {
  const model = modelOf(connection, alertSchema, ALERTS);
  return {
    async find(id) {
      const found = await model.findOne({ _id: id }).lean().exec();
      if (found === null) return null;
      const { _id, labels, endedAt: _ended, ...rest } = parseDocument(document, found, ALERTS);
      return { ...rest, id: _id, labels: Object.fromEntries(labels.map(({ name, value }) => [name, value])) };
    },
    async save({ id, labels, ...rest }) {
      const set = {
        ...rest,
        labels: Object.entries(labels).map(([name, value]) => ({ name, value })),
        endedAt: rest.endedAtMs === null ? null : new Date(rest.endedAtMs),
      };
      await model.updateOne({ _id: id }, { $set: set }, { upsert: true }).exec();
    },
  };
}
