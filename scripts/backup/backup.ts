import { dumpDatabase, EmptyDatabaseError } from '../../bot/adapters/mongo/backup/dump-database.ts';
import { WHOLE_DATABASE } from '../../bot/adapters/mongo/backup/whole-database.ts';
import { sandboxDatabasesOn, withDatabase } from '../market-files/open-candles.ts';
import { backupKey, uploadBackup } from '../s3-files/backup-files.ts';
import { openBucket, parseS3Address } from '../s3-files/s3-address.ts';
import { withFolder } from '../s3-files/with-folder.ts';
import { defineCommand, printJson, runCommand, UsageError } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';

const command = defineCommand({
  name: 'backup',
  summary: 'Writes everything that is kept into a folder: a file for each collection, with counts, hashes and indexes.',
  options: {
    out: { value: 'DIR', help: 'an empty folder, or one that is not there yet' },
    to: {
      value: 's3://BUCKET/PREFIX',
      help: 'store it in S3 under its time; without --out nothing stays on this machine',
    },
    database: { value: 'NAME', help: 'another database of the same server, such as that of a replay' },
    json: { help: 'print one JSON object: the manifest, and the address in S3' },
  },
  notes: [
    'The database is that of MONGODB_URI, else the one under DATA_DIR, if there is one. The product may go on meanwhile. Files are',
    'what mongodump --gzip writes; mongodump itself is not needed. They hold personal data and are readable by you alone: keep them so.',
    'S3 takes AWS_REGION, and AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY, else the role of the task in ECS. Old backups go by the',
    'lifecycle of the bucket; this command removes nothing.',
  ],
});

await runCommand(command, async ({ out, to, database, json }) => {
  const address = to === null ? null : parseS3Address(to);
  if (out === null && to === null) throw new UsageError('expected --out DIR or --to s3://BUCKET/PREFIX');
  if (to !== null && address === null) throw new UsageError(`expected --to s3://BUCKET/PREFIX, was "${to}"`);
  // Before the dump: what is missing must not show at its end.
  const bucket = address === null ? null : await openBucket(address);
  const progress = createProgress();
  const dump = async (folder: string) => {
    const manifest = await withDatabase(
      async (connection) => {
        const wanted = database === null ? connection : connection.useDb(database);
        try {
          return await dumpDatabase(wanted, folder, (name, done, total) => progress.step(name, done, total));
        } catch (error) {
          const replays = error instanceof EmptyDatabaseError ? await sandboxDatabasesOn(connection) : [];
          if (replays.length === 0) throw error;
          throw new Error(`expected --database with one of the sandbox's replays: ${replays.join(', ')}`, {
            cause: error,
          });
        }
      },
      { ...WHOLE_DATABASE, isKnown: true },
    );
    progress.end();
    if (address === null || bucket === null) return { manifest, place: folder };
    const key = backupKey(address.key, manifest);
    await uploadBackup({ bucket, key, folder }, manifest);
    return { manifest, place: `s3://${address.bucket}/${key}/` };
  };
  const { manifest, place } = out === null ? await withFolder(dump) : await dump(out);
  if (json) return printJson({ ...manifest, ...(address === null ? {} : { address: place }) });
  const documents = manifest.collections.reduce((sum, each) => sum + each.documents, 0);
  process.stdout.write(
    `${documents.toLocaleString('en')} documents of ${manifest.collections.length} collections of ${manifest.database} in ${place}\n`,
  );
});
