import { afterAll, beforeAll } from 'vitest';
import { ensureBillingIndexes } from '../../../billing/adapters/mongo/indexes.ts';
import { createMongoPartnerClaims } from '../../../billing/adapters/mongo/partner-claims.ts';
import { createMongoPartners } from '../../../billing/adapters/mongo/partners.ts';
import { partnerStoreContract } from '../../contract/partner-store.ts';
import { createMemoryPartnerClaims, createMemoryPartners } from '../../support/billing/memory-partners.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await ensureBillingIndexes(database.connection);
});
afterAll(() => database.drop());

partnerStoreContract('memory', async () => ({
  store: createMemoryPartners(),
  claims: createMemoryPartnerClaims(),
}));
partnerStoreContract('MongoDB', async () => {
  const { connection } = database;
  for (const name of ['partner_clicks', 'partner_events', 'partner_income', 'partner_claims'])
    await connection.collection(name).deleteMany({});
  return { store: createMongoPartners(connection), claims: createMongoPartnerClaims(connection) };
});
