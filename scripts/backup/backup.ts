import { dumpDatabase } from '../../bot/adapters/mongo/backup/dump-database.ts';
import { WHOLE_DATABASE } from '../../bot/adapters/mongo/backup/whole-database.ts';
import { withDatabase } from '../market-files/open-candles.ts';
import { defineCommand, printJson, runCommand } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';

const command = defineCommand({
  name: 'backup',
  summary: 'Writes everything that is kept into a folder: a file for each collection, with counts, hashes and indexes.',
  options: {
    out: { value: 'DIR', required: true, help: 'an empty folder, or one that is not there yet' },
    database: { value: 'NAME', help: 'another database of the same server, such as that of a replay' },
    json: { help: 'print one JSON object: the manifest' },
  },
  notes: [
    'The database is that of MONGODB_URI, else the one under DATA_DIR, if there is one. The product may go on meanwhile. Files are',
    'what mongodump --gzip writes; mongodump itself is not needed. They hold personal data and are readable by you alone: keep them so.',
  ],
});

await runCommand(command, async ({ out, database, json }) => {
  const progress = createProgress();
  const manifest = await withDatabase(
    async (connection) => {
      const wanted = database === null ? connection : connection.useDb(database);
      return await dumpDatabase(wanted, out, (name, done, total) => progress.step(name, done, total));
    },
    { ...WHOLE_DATABASE, isKnown: true },
  );
  progress.end();
  if (json) return printJson(manifest);
  const documents = manifest.collections.reduce((sum, each) => sum + each.documents, 0);
  process.stdout.write(
    `${documents.toLocaleString('en')} documents of ${manifest.collections.length} collections of ${manifest.database} in ${out}\n`,
  );
});
