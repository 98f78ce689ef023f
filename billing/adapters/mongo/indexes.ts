import type { Connection } from 'mongoose';
import { apiKeySchema } from './api-keys.ts';
import { modelOf } from './documents.ts';
import { membershipSchema } from './memberships.ts';
import { paymentSchema } from './payments.ts';
import { conversationSchema } from './text-store.ts';
import { ticketSchema } from './tickets.ts';
import { updateLogSchema } from './update-log.ts';

const COLLECTIONS = [
  ['payments', paymentSchema],
  ['memberships', membershipSchema],
  ['tickets', ticketSchema],
  ['telegram_updates', updateLogSchema],
  ['conversations', conversationSchema],
  ['api_keys', apiKeySchema],
] as const;

/** Every index billing relies on: its collection, its key in order, and whether it keeps a second document out. */
export function billingIndexes(): readonly {
  readonly collection: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique: boolean;
}[] {
  return COLLECTIONS.flatMap(([collection, schema]) =>
    schema.indexes().map(([fields, options]) => ({
      collection,
      key: Object.fromEntries(Object.entries(fields).map(([field, order]) => [field, order === -1 ? -1 : 1])),
      unique: options.unique === true,
    })),
  );
}

/** Builds every index billing relies on. Safe to repeat; rejects when an index exists with other options. */
export async function ensureBillingIndexes(connection: Connection): Promise<void> {
  await modelOf(connection, paymentSchema, 'payments').createIndexes();
  await modelOf(connection, membershipSchema, 'memberships').createIndexes();
  await modelOf(connection, ticketSchema, 'tickets').createIndexes();
  await modelOf(connection, updateLogSchema, 'telegram_updates').createIndexes();
  await modelOf(connection, conversationSchema, 'conversations').createIndexes();
  await modelOf(connection, apiKeySchema, 'api_keys').createIndexes();
}
