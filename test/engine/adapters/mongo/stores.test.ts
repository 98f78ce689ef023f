import { afterAll, beforeAll, describe } from 'vitest';
import { ensureIndexes } from '../../../../engine/adapters/mongo/indexes.ts';
import { createMongoPredictions } from '../../../../engine/adapters/mongo/predictions.ts';
import { createMongoRevisions } from '../../../../engine/adapters/mongo/revisions.ts';
import { createMongoModels } from '../../../../engine/adapters/mongo/training/models.ts';
import { createMongoWatermarks } from '../../../../engine/adapters/mongo/watermarks.ts';
import { modelRegistryContract } from '../../../contract/model-registry.ts';
import { predictionStoreContract } from '../../../contract/prediction-store.ts';
import { revisionLogContract } from '../../../contract/revision-log.ts';
import { watermarksContract } from '../../../contract/watermarks.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';

describe('predictions, revisions, watermarks and models in MongoDB', () => {
  let database: TestDatabase;
  let nowMs = 0;
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureIndexes(database.connection);
  });
  afterAll(() => database.drop());

  predictionStoreContract('MongoDB', () => createMongoPredictions(database.connection));
  revisionLogContract('MongoDB', () => createMongoRevisions(database.connection));
  watermarksContract('MongoDB', () => createMongoWatermarks(database.connection));
  modelRegistryContract(
    'MongoDB',
    () => createMongoModels(database.connection, { nowMs: () => nowMs }),
    (time) => {
      nowMs = time;
    },
  );
});
