import { billingIndexes } from '../../billing/adapters/mongo/indexes.ts';
import { botIndexes } from '../../bot/adapters/mongo/indexes.ts';
import type { Config } from '../../bot/config.ts';
import { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { ENGINE_INDEXES, missingIndexes } from '../../engine/adapters/mongo/indexes.ts';
import { keepNothingUnique, shardedCollections } from '../../engine/adapters/mongo/sharding.ts';
import { asked, type Finding, fine, wrong } from './finding.ts';

/** The database: whether it answers, is a replica set, has the indexes we rely on, and keeps ids unique. Writes nothing. */
export async function checkDatabase({ mongodbUri }: Pick<Config, 'mongodbUri'>): Promise<readonly Finding[]> {
  if (mongodbUri === null)
    return [
      wrong(
        'database',
        'MONGODB_URI is not set: what people paid for belongs into a database that is backed up; set it',
      ),
    ];
  return await asked(
    'database',
    async () => {
      const connection = await connectMongo(mongodbUri);
      try {
        const hello = await connection.db?.command({ hello: 1 });
        const isReplicated = hello?.setName !== undefined || hello?.msg === 'isdbgrid';
        const indexes = [...billingIndexes(), ...botIndexes()];
        const missing = await missingIndexes(connection, indexes);
        const sharded = await shardedCollections(connection);
        const unique = sharded === null ? [] : keepNothingUnique(sharded, [...ENGINE_INDEXES, ...indexes]);
        return [
          isReplicated
            ? fine('database', 'answers')
            : wrong(
                'database',
                'is one server, not a replica set: start mongod with --replSet rs0 and run rs.initiate()',
              ),
          missing.length === 0
            ? fine('indexes', 'all there')
            : wrong('indexes', `missing: ${missing.join(', ')}; start the product, it builds them`),
          unique.length === 0
            ? fine('sharding', 'ids are unique')
            : wrong(
                'sharding',
                `ids are not unique: ${unique.join('; ')}; shard by _id, candles by series and startMs`,
              ),
        ];
      } finally {
        await connection.close();
      }
    },
    'MONGODB_URI: let this machine in (Atlas: Network Access, Add IP address), and check user and password',
  );
}
