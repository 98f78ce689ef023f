import type { mongo } from 'mongoose';
import type { BackedUpCollection } from './manifest.ts';

/** Builds indexes as a manifest states them. Safe to repeat. */
export async function createIndexes(
  collection: mongo.Collection,
  indexes: BackedUpCollection['indexes'],
): Promise<void> {
  for (const { key, name, unique, sparse, expireAfterSeconds, partialFilterExpression } of indexes) {
    await collection.createIndex(new Map(Object.entries(key)) as Map<string, 1 | -1>, {
      ...{ name, unique, sparse },
      ...(expireAfterSeconds === null ? {} : { expireAfterSeconds }),
      ...(partialFilterExpression === null ? {} : { partialFilterExpression }),
    });
  }
}
