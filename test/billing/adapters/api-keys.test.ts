import { afterAll, beforeAll } from 'vitest';
import { createMongoApiKeyStore } from '../../../billing/adapters/mongo/api-keys.ts';
import { apiKeyStoreContract } from '../../contract/api-key-store.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { createMemoryApiKeyStore } from '../../support/fakes/memory-api-keys.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

apiKeyStoreContract('memory', createMemoryApiKeyStore);
apiKeyStoreContract('MongoDB', async () => {
  const store = createMongoApiKeyStore(database.connection);
  await database.connection.collection('api_keys').deleteMany({});
  return store;
});
