import type { Connection, Schema } from 'mongoose';
import { accountLinkSchema } from './account-links.ts';
import { accountSchema } from './accounts.ts';
import { apiKeySchema } from './api-keys.ts';
import { cardCodeSchema, cardEventSchema } from './card-events.ts';
import { modelOf } from './documents.ts';
import { partnerClaimSchema } from './partner-claims.ts';
import { partnerSchemas } from './partners.ts';
import { paymentSchema } from './payments.ts';

/** An index that has to be there: its collection, its key in order, and whether it keeps a second document out. */
export interface NeededIndex {
  readonly collection: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique: boolean;
}

interface Collection {
  readonly indexes: readonly NeededIndex[];
  readonly build: (connection: Connection) => Promise<void>;
}

const COLLECTIONS: readonly Collection[] = [
  collection('accounts', accountSchema),
  collection('payments', paymentSchema),
  collection('api_keys', apiKeySchema),
  collection('card_events', cardEventSchema),
  collection('card_codes', cardCodeSchema),
  collection('account_links', accountLinkSchema),
  collection('partner_clicks', partnerSchemas.partner_clicks),
  collection('partner_events', partnerSchemas.partner_events),
  collection('partner_income', partnerSchemas.partner_income),
  collection('partner_claims', partnerClaimSchema),
];

function collection<T>(name: string, schema: Schema<T>): Collection {
  return {
    indexes: indexesOf(name, schema),
    build: (connection) => modelOf(connection, schema, name).createIndexes(),
  };
}

/** Every index billing relies on. */
export function billingIndexes(): readonly NeededIndex[] {
  return COLLECTIONS.flatMap(({ indexes }) => indexes);
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
  for (const { build } of COLLECTIONS) await build(connection);
}
