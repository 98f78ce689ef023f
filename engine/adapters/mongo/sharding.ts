import type { Connection } from 'mongoose';
import type { Index } from './indexes.ts';

/** A collection that is spread over the shards of a cluster, and by which fields. */
export interface ShardedCollection {
  readonly collection: string;
  readonly key: readonly string[];
}

const LIMIT_MS = 5_000;

/**
 * Collections of this database that a cluster spreads over its shards; none where the server is no cluster. Null where the cluster does
 * not let this user read its list. Rejects when the database is away.
 */
export async function shardedCollections(connection: Connection): Promise<readonly ShardedCollection[] | null> {
  const { db, name } = connection;
  if (db === undefined) throw new Error('expected a connection that is open');
  const hello = await db.command({ hello: 1 }, { timeoutMS: LIMIT_MS });
  if (hello.msg !== 'isdbgrid') return [];
  try {
    const listed = await connection
      .useDb('config', { useCache: true })
      .collection('collections')
      .find({ unsplittable: { $ne: true } }, { projection: { key: 1 }, maxTimeMS: LIMIT_MS })
      .toArray();
    return listed.flatMap(({ _id: place, key }) => {
      const [database, ...rest] = String(place).split('.');
      return database === name ? [{ collection: rest.join('.'), key: Object.keys(Object(key)) }] : [];
    });
  } catch (error) {
    // 13: not authorised. A managed cluster may keep its settings to itself.
    if (error instanceof Error && 'code' in error && error.code === 13) return null;
    throw error;
  }
}

/**
 * Which of them do not keep unique what we rely on, such as "deliveries by series". A cluster keeps `_id` unique only where it is the
 * shard key; another key is right only where it begins a unique index over every document, as (series, startMs) of the candles, whose
 * `_id` is made of the same fields.
 */
export function keepNothingUnique(sharded: readonly ShardedCollection[], indexes: readonly Index[]): readonly string[] {
  const isKept = ({ collection, key }: ShardedCollection): boolean =>
    key.join() === '_id' ||
    indexes.some(
      (index) =>
        index.collection === collection &&
        index.unique &&
        index.sparse !== true &&
        Object.keys(index.key).slice(0, key.length).join() === key.join(),
    );
  return sharded.filter((each) => !isKept(each)).map(({ collection, key }) => `${collection} by ${key.join(', ')}`);
}
