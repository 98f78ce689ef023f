import type { Connection, Schema } from 'mongoose';
import { apiKeySchema } from './api-keys.ts';
import { modelOf } from './documents.ts';
import { paymentSchema } from './payments.ts';

/** An index that has to be there: its collection, its key in order, and whether it keeps a second document out. */
export interface NeededIndex {
  readonly collection: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique: boolean;
}

const SCHEMAS = { payments: paymentSchema, api_keys: apiKeySchema } as const;

/** Every index billing relies on. */
export function billingIndexes(): readonly NeededIndex[] {
  return Object.entries(SCHEMAS).flatMap(([collection, schema]) => indexesOf(collection, schema));
}

/** The indexes that a collection's schema asks for. */
export function indexesOf(collection: string, schema: Pick<Schema, 'indexes'>): readonly NeededIndex[] {
  return schema.indexes().map(([fields, options]) => ({
    collection,
    key: Object.fromEntries(Object.entries(fields).map(([field, order]) => [field, order === -1 ? -1 : 1])),
    unique: options.unique === true,
  }));
}

/** Builds every index billing relies on. Safe to repeat; rejects when an index exists with other options. */
export async function ensureBillingIndexes(connection: Connection): Promise<void> {
  await modelOf(connection, paymentSchema, 'payments').createIndexes();
  await modelOf(connection, apiKeySchema, 'api_keys').createIndexes();
}
