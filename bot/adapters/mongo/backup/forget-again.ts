import type { Connection } from 'mongoose';
import { createMongoPayments } from '../../../../billing/adapters/mongo/payments.ts';
import { createPersonalData, PERSONAL } from '../personal-data.ts';
import type { Erasure } from './read-erasures.ts';

export interface ForgetAgainOptions {
  readonly erasures: readonly Erasure[];
  /** When the backup was begun: who was forgotten before is not in it, or came back. */
  readonly sinceMs: number;
  /** The pseudonym of a person (bot/telegram/money/pseudonym.ts). */
  readonly pseudonymOf: (telegramId: number) => number;
}

/** Forgets in a restored database whoever asked for it since the backup was begun. Safe to repeat; returns how many persons it forgot. */
export async function forgetAgain(
  connection: Connection,
  { erasures, sinceMs, pseudonymOf }: ForgetAgainOptions,
): Promise<number> {
  const since = new Set(erasures.filter(({ atMs }) => atMs >= sinceMs).map(({ pseudonym }) => pseudonym));
  if (since.size === 0) return 0;
  const payments = createMongoPayments(connection);
  const personal = createPersonalData(connection);
  let forgotten = 0;
  for (const telegramId of await peopleIn(connection)) {
    const pseudonym = pseudonymOf(telegramId);
    if (!since.has(pseudonym)) continue;
    await payments.forget({ telegramId, pseudonym });
    await personal.erase({ telegramId, pseudonym });
    forgotten += 1;
  }
  return forgotten;
}

/** Everybody of whom a collection has something. */
async function peopleIn(connection: Connection): Promise<ReadonlySet<number>> {
  const people = new Set<number>();
  for (const [name, kept] of Object.entries(PERSONAL)) {
    const { owner } = kept;
    if (owner === null) continue;
    const found = connection.collection(name).find({}, { projection: { [owner]: 1 } });
    for await (const document of found) {
      // Some keep the number as a text.
      const telegramId = Number(document[owner]);
      if (Number.isSafeInteger(telegramId) && telegramId > 0) people.add(telegramId);
    }
  }
  return people;
}
