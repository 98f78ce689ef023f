import type { Connection } from 'mongoose';
import { doubtUnsentPosts } from '../../../../engine/adapters/mongo/doubt-unsent.ts';
import { createIndexes } from './create-indexes.ts';
import { doubtUnsentDirects } from './doubt-unsent-directs.ts';
import { type ForgottenAgain, forgetAgain } from './forget-again.ts';
import { storedErasures } from './read-erasures.ts';
import { endRestore, readUnfinishedRestore } from './unfinished-restore.ts';

export interface FinishOptions {
  /** The pseudonyms that a person may have, one for each token of the bot. */
  readonly pseudonymsOf: (telegramId: number) => readonly number[];
  readonly nowMs: number;
}

/** What the last steps of a restore changed. */
export interface FinishedRestore extends ForgottenAgain {
  /** Messages that waited, which may have been sent since. */
  readonly doubted: number;
}

/**
 * The last steps of a restore, once every document was compared: whoever had their data deleted since is forgotten again, and what waited
 * to be sent is in doubt. Each may be repeated; the product starts only after the last one. Throws where no restore has come so far.
 */
export async function finishRestore(
  connection: Connection,
  { pseudonymsOf, nowMs }: FinishOptions,
): Promise<FinishedRestore> {
  const restore = await readUnfinishedRestore(connection);
  if (restore === null) throw new Error(`${connection.name}: no restore is unfinished`);
  if (restore.state !== 'compared')
    throw new Error(
      `${connection.name}: the restore was cut off before every document was there: drop this database and restore again`,
    );
  const erasures = [...restore.erasures, ...(await storedErasures(connection))];
  const gone = await forgetAgain(connection, { erasures, sinceMs: restore.sinceMs, pseudonymsOf });
  const doubted = restore.isNothingSent
    ? 0
    : (await doubtUnsentPosts(connection)) + (await doubtUnsentDirects(connection, nowMs));
  for (const { collection, index } of restore.expiring) await createIndexes(connection.collection(collection), [index]);
  await endRestore(connection);
  return { ...gone, doubted };
}
