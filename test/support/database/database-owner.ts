/**
 * A program for tests that own and lose a database: finds one in DATA_DIR (first argument, programs in the second),
 * writes numbered documents until told to stop, and says each on standard output once it is acknowledged. On Ctrl-C
 * it writes one more, closes in order and says so.
 */
import { findDatabase } from '../../../bot/database/find-database.ts';
import { connectMongo } from '../../../engine/adapters/mongo/connect.ts';

const [dataDir = '', toolsDir = ''] = process.argv.slice(2);
const report = (value: object): boolean => process.stdout.write(`${JSON.stringify(value)}\n`);

async function own(): Promise<void> {
  const database = await findDatabase({ mongodbUri: null, dataDir, toolsDir, print: () => {} });
  const connection = await connectMongo(database.uri);
  const numbers = connection.collection<{ _id: number; by: string }>('numbers');
  const found = await numbers.countDocuments();
  report({ ready: database.kind, found });
  let stopping = false;
  process.once('SIGINT', () => {
    stopping = true;
  });
  for (let n = found; !stopping; ) {
    // While a crashed server is put back, writes fail; the number is written once it answers again.
    const error = await numbers.insertOne({ _id: n, by: 'owner' }).then(() => null, String);
    if (error !== null && !/duplicate key/i.test(error)) continue;
    report({ acknowledged: n });
    n += 1;
  }
  await numbers.insertOne({ _id: -1, by: 'shutdown' });
  await connection.close();
  await database.close();
  report({ closed: true });
}

own().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
