import type { Connection } from 'mongoose';
import { createMongoPayments } from '../../../../billing/adapters/mongo/payments.ts';
import { createPersonalData, PERSONAL } from '../personal-data.ts';
import type { Erasure } from './read-erasures.ts';

export interface ForgetAgainOptions {
  readonly erasures: readonly Erasure[];
  /** When the backup was begun: who was forgotten before is not in it, or came back. */
  readonly sinceMs: number;
  /** The pseudonyms that a person may have (bot/telegram/money/pseudonym.ts): one for each token that the bot has had. */
  readonly pseudonymsOf: (telegramId: number) => readonly number[];
}

/** How many persons were forgotten, and how many deletions since the backup are of nobody in the database. */
export interface ForgottenAgain {
  readonly forgotten: number;
  readonly unmatched: number;
}

/** Forgets in a restored database whoever asked for it since the backup was begun. Safe to repeat. */
export async function forgetAgain(
  connection: Connection,
  { erasures, sinceMs, pseudonymsOf }: ForgetAgainOptions,
): Promise<ForgottenAgain> {
  const unmatched = new Set(erasures.filter(({ atMs }) => atMs >= sinceMs).map(({ pseudonym }) => pseudonym));
  if (unmatched.size === 0) return { forgotten: 0, unmatched: 0 };
  const payments = createMongoPayments(connection);
  const personal = createPersonalData(connection);
  let forgotten = 0;
  for (const telegramId of await peopleIn(connection)) {
    const pseudonym = pseudonymsOf(telegramId).find((each) => unmatched.has(each));
    if (pseudonym === undefined) continue;
    await payments.forget({ telegramId, pseudonym });
    await personal.erase({ telegramId, pseudonym });
    unmatched.delete(pseudonym);
    forgotten += 1;
  }
  return { forgotten, unmatched: unmatched.size };
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
