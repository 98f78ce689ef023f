import type { Connection } from 'mongoose';
import { z } from 'zod';
import { createMongoAccounts } from '../../../../billing/adapters/mongo/accounts.ts';

/** Where an older version kept which signals people are sent directly. */
const FORMER = 'alert_preferences';

const former = z.object({
  _id: z.number().int(),
  pairs: z.array(z.string()).nullable(),
  timeframes: z.array(z.string()).nullable(),
  side: z.enum(['BUY', 'SELL']).nullable(),
  minimumConfidence: z.number(),
  onlyWorthTrading: z.boolean(),
});

/**
 * Moves what people chose by /watch into their accounts, all signals a day as before. A kill in the middle is made good by the next
 * start.
 */
export async function moveAlertPreferences(connection: Connection): Promise<void> {
  const accounts = createMongoAccounts(connection);
  const collection = connection.collection<{ _id: number }>(FORMER);
  for await (const found of collection.find({})) {
    const { _id, ...filter } = former.parse(found);
    await accounts.changeSettings(_id, { ...filter, mostSignalsPerDay: null, messages: { signal: 'on' } });
    await collection.deleteOne({ _id });
  }
}
