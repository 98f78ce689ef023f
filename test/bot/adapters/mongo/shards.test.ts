import { afterAll, beforeAll } from 'vitest';
import { createMongoShards } from '../../../../bot/adapters/mongo/shards.ts';
import { shardStoreContract } from '../../../contract/shard-store.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';
import { createMemoryShards } from '../../../support/fakes/memory-leases.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => await database.drop());

shardStoreContract('MongoDB', () => createMongoShards(database.connection));
const memory = createMemoryShards();
shardStoreContract('memory', () => memory);
