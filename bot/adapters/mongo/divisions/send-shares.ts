import type { Connection } from 'mongoose';
import { z } from 'zod';
import { NO_SENDS, type SendShareStore } from '../../../send-share-store.ts';
import { createMongoDivision } from './create-mongo-division.ts';

const shape = z.object({
  revision: z.number().int(),
  stoppedUntilMs: z.number(),
  parts: z.array(
    z.object({
      holder: z.string(),
      untilMs: z.number(),
      sends: z.number().int(),
      wants: z.object({ answers: z.number(), rest: z.number() }),
    }),
  ),
});

const number = { type: Number, required: true };
const part = { untilMs: number, sends: number, wants: { answers: number, rest: number } };
const fields = {
  stoppedUntilMs: number,
  parts: [{ holder: { type: String, required: true }, ...part, _id: false }],
};

/** What each process may send with the token, in MongoDB. */
export function createMongoSendShares(connection: Connection): SendShareStore {
  return createMongoDivision(connection, { collection: 'send_shares', id: 'token', shape, fields, empty: NO_SENDS });
}
