import { doubtUnsentDirects } from '../../bot/adapters/mongo/backup/doubt-unsent-directs.ts';
import { restoreDatabase } from '../../bot/adapters/mongo/backup/restore-database.ts';
import { WHOLE_DATABASE } from '../../bot/adapters/mongo/backup/whole-database.ts';
import { doubtUnsentPosts } from '../../engine/adapters/mongo/doubt-unsent.ts';
import { withDatabase } from '../market-files/open-candles.ts';
import { defineCommand, printJson, runCommand } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';

const command = defineCommand({
  name: 'restore',
  summary: 'Brings a backup into an empty database, after and before comparing every hash.',
  options: {
    from: { value: 'DIR', required: true, help: 'a folder that `npm run backup` wrote' },
    database: { value: 'NAME', help: 'another database of the same server' },
    'nothing-sent-since': {
      help: 'the product has not run since the backup: what was to be sent then is sent',
    },
    json: { help: 'print one JSON object: the manifest of what was restored, and how many messages are in doubt' },
  },
  notes: [
    'Stop the product first. A database that holds anything is refused, and nothing is written. Messages that waited when the backup',
    'was made count as perhaps sent (unknown) and are not sent again, unless --nothing-sent-since says that they cannot have been.',
  ],
});

await runCommand(command, async ({ from, database, json, 'nothing-sent-since': nothingSent }) => {
  const progress = createProgress();
  const { manifest, doubted } = await withDatabase(async (connection) => {
    const wanted = database === null ? connection : connection.useDb(database);
    const restored = await restoreDatabase(wanted, from, (name, done, total) => progress.step(name, done, total));
    if (nothingSent) return { manifest: restored, doubted: 0 };
    const posts = await doubtUnsentPosts(wanted);
    return { manifest: restored, doubted: posts + (await doubtUnsentDirects(wanted, Date.now())) };
  }, WHOLE_DATABASE);
  progress.end();
  if (json) return printJson({ ...manifest, doubted });
  const documents = manifest.collections.reduce((sum, each) => sum + each.documents, 0);
  const counted = `${documents.toLocaleString('en')} documents restored into ${manifest.collections.length} collections`;
  const doubt = doubted === 0 ? '' : `; ${doubted} messages that waited count as perhaps sent`;
  process.stdout.write(`${counted}; hashes equal${doubt}\n`);
});
