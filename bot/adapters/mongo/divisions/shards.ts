import type { Connection } from 'mongoose';
import { z } from 'zod';
import { NO_SHARDS, type ShardStore } from '../../../shard-store.ts';
import { createMongoDivision } from './create-mongo-division.ts';

const shape = z.object({
  revision: z.number().int(),
  engines: z.array(z.object({ holder: z.string(), untilMs: z.number() })),
  shards: z.array(z.string().nullable()),
});

const fields = {
  engines: [{ holder: { type: String, required: true }, untilMs: { type: Number, required: true }, _id: false }],
  shards: [{ type: String }],
};

/** Which process walks which shard, in MongoDB. */
export function createMongoShards(connection: Connection): ShardStore {
  return createMongoDivision(connection, { collection: 'shards', id: 'series', shape, fields, empty: NO_SHARDS });
}
