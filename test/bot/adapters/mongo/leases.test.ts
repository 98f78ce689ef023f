import { afterAll, beforeAll } from 'vitest';
import { createMongoLeases } from '../../../../bot/adapters/mongo/leases.ts';
import { leaseStoreContract } from '../../../contract/lease-store.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';
import { createMemoryLeases } from '../../../support/fakes/memory-leases.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => await database.drop());

leaseStoreContract('MongoDB', () => createMongoLeases(database.connection));
const memory = createMemoryLeases();
leaseStoreContract('memory', () => memory);
