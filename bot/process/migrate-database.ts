import { billingIndexes, ensureBillingIndexes } from '../../billing/adapters/mongo/indexes.ts';
import type { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { ensureIndexes, missingIndexes } from '../../engine/adapters/mongo/indexes.ts';
import { refuseUnfinishedRestore } from '../adapters/mongo/backup/unfinished-restore.ts';
import { botIndexes, ensureBotIndexes } from '../adapters/mongo/indexes.ts';

type Connection = Awaited<ReturnType<typeof connectMongo>>;

/** What a migration did. */
export interface Migration {
  /** Indexes that were missing and are there now, such as "signals.head_1". */
  readonly built: readonly string[];
  /** Signals that an older version wrote twice, marked as superseded now. */
  readonly superseded: number;
}

/**
 * Brings a database to what this version reads: indexes, and documents of older versions. It only adds (expand): the version before goes on
 * beside it. Every start does the same; a deployment may do it first. Idempotent; rejects when the database is away, or a restore of it
 * has not ended.
 */
export async function migrateDatabase(connection: Connection): Promise<Migration> {
  await refuseUnfinishedRestore(connection);
  const built = await databaseGaps(connection);
  const { superseded } = await ensureIndexes(connection);
  await ensureBillingIndexes(connection);
  await ensureBotIndexes(connection);
  return { built, superseded };
}

/** Indexes that this version relies on and the database lacks. */
export function databaseGaps(connection: Connection): Promise<readonly string[]> {
  return missingIndexes(connection, [...billingIndexes(), ...botIndexes()]);
}
