import { restoreDatabase } from '../../bot/adapters/mongo/backup/restore-database.ts';
import { withDatabase } from '../market-files/open-candles.ts';
import { defineCommand, printJson, runCommand } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';

const command = defineCommand({
  name: 'restore',
  summary: 'Brings a backup into an empty database, after and before comparing every hash.',
  options: {
    from: { value: 'DIR', required: true, help: 'a folder that `npm run backup` wrote' },
    database: { value: 'NAME', help: 'another database of the same server' },
    json: { help: 'print one JSON object: the manifest of what was restored' },
  },
  notes: ['Stop the product first. A database that holds anything is refused, and nothing is written.'],
});

await runCommand(command, async ({ from, database, json }) => {
  const progress = createProgress();
  const manifest = await withDatabase(async (connection) => {
    const wanted = database === null ? connection : connection.useDb(database);
    return await restoreDatabase(wanted, from, (name, done, total) => progress.step(name, done, total));
  });
  progress.end();
  if (json) return printJson(manifest);
  const documents = manifest.collections.reduce((sum, each) => sum + each.documents, 0);
  process.stdout.write(
    `${documents.toLocaleString('en')} documents restored into ${manifest.collections.length} collections; hashes equal\n`,
  );
});
