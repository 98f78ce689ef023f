import { afterAll, beforeAll } from 'vitest';
import { createMongoSendShares } from '../../../../bot/adapters/mongo/divisions/send-shares.ts';
import { createMongoShards } from '../../../../bot/adapters/mongo/divisions/shards.ts';
import { NO_SENDS, type SendTable } from '../../../../bot/send-share-store.ts';
import { NO_SHARDS, type ShardTable } from '../../../../bot/shard-store.ts';
import { type DivisionSamples, divisionStoreContract } from '../../../contract/division-store.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';
import { createMemoryDivision } from '../../../support/fakes/memory-leases.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => await database.drop());

const engines = [{ holder: 'a', untilMs: 15_000 }];
const SHARDS: DivisionSamples<ShardTable> = {
  empty: NO_SHARDS,
  first: { revision: 1, engines, shards: ['a', null] },
  later: (holder) => ({ engines, shards: [holder, null] }),
};
const parts = [{ holder: 'a', untilMs: 15_000, sends: 30, wants: { answers: 3, rest: 0 } }];
const SENDS: DivisionSamples<SendTable> = {
  empty: NO_SENDS,
  first: { revision: 1, stoppedUntilMs: 0, parts },
  later: (holder) => ({ stoppedUntilMs: 9_000, parts: [{ ...parts[0], holder }] as SendTable['parts'] }),
};

divisionStoreContract('MongoDB, of the series', () => createMongoShards(database.connection), SHARDS);
divisionStoreContract('MongoDB, of the sends', () => createMongoSendShares(database.connection), SENDS);
const memory = createMemoryDivision(NO_SHARDS);
divisionStoreContract('memory', () => memory, SHARDS);
