import { doubtUnsentDirects } from '../../bot/adapters/mongo/backup/doubt-unsent-directs.ts';
import { forgetAgain } from '../../bot/adapters/mongo/backup/forget-again.ts';
import { readErasures } from '../../bot/adapters/mongo/backup/read-erasures.ts';
import { restoreDatabase } from '../../bot/adapters/mongo/backup/restore-database.ts';
import { WHOLE_DATABASE } from '../../bot/adapters/mongo/backup/whole-database.ts';
import { readConfig } from '../../bot/config.ts';
import { pseudonymOf } from '../../bot/telegram/money/pseudonym.ts';
import { doubtUnsentPosts } from '../../engine/adapters/mongo/doubt-unsent.ts';
import { withDatabase } from '../market-files/open-candles.ts';
import { defineCommand, printJson, runCommand, UsageError } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';

const command = defineCommand({
  name: 'restore',
  summary: 'Brings a backup into an empty database, after and before comparing every hash.',
  options: {
    from: { value: 'DIR', required: true, help: 'a folder that `npm run backup` wrote' },
    database: { value: 'NAME', help: 'another database of the same server' },
    deletions: {
      ...{ value: 'PATH', many: true },
      help: 'a newer backup, or lines of the log since this one: who had their data deleted since is forgotten again',
    },
    'nothing-sent-since': {
      help: 'the product has not run since the backup: what was to be sent then is sent',
    },
    json: {
      help: 'print one JSON object: the manifest of what was restored, how many messages are in doubt, and how many persons were forgotten',
    },
  },
  notes: [
    'Stop the product first. A database that holds anything is refused, and nothing is written. Messages that waited when the backup',
    'was made count as perhaps sent (unknown) and are not sent again, unless --nothing-sent-since says that they cannot have been.',
    'Deletions are known by a pseudonym that TELEGRAM_BOT_TOKEN makes: set the token that was in force when they were asked for.',
  ],
});

await runCommand(command, async ({ from, database, json, deletions, 'nothing-sent-since': nothingSent }) => {
  const progress = createProgress();
  // Read first: a path that is mistaken stops this before anything is written. What the backup itself says may have come while it was made.
  const erasures = (await Promise.all([from, ...deletions].map(readErasures))).flat();
  const token = readConfig().telegram?.token ?? null;
  if (token === null && deletions.length > 0)
    throw new UsageError(
      'expected TELEGRAM_BOT_TOKEN beside --deletions: it makes the pseudonyms by which people are found',
    );
  const { manifest, ...done } = await withDatabase(
    async (connection) => {
      const wanted = database === null ? connection : connection.useDb(database);
      const restored = await restoreDatabase(wanted, from, (name, done, total) => progress.step(name, done, total));
      const sinceMs = Date.parse(restored.from);
      const forgotten = await forgetAgain(wanted, {
        erasures,
        sinceMs,
        pseudonymOf: (id) => pseudonymOf(token ?? '', id),
      });
      if (nothingSent) return { manifest: restored, doubted: 0, forgotten };
      const posts = await doubtUnsentPosts(wanted);
      return { manifest: restored, doubted: posts + (await doubtUnsentDirects(wanted, Date.now())), forgotten };
    },
    { ...WHOLE_DATABASE, isKnown: true },
  );
  progress.end();
  if (json) return printJson({ ...manifest, ...done });
  const documents = manifest.collections.reduce((sum, each) => sum + each.documents, 0);
  const counted = `${documents.toLocaleString('en')} documents restored into ${manifest.collections.length} collections`;
  const doubt = done.doubted === 0 ? '' : `; ${done.doubted} messages that waited count as perhaps sent`;
  const gone = `; ${done.forgotten} persons forgotten again`;
  process.stdout.write(
    `${counted}; hashes equal${doubt}${deletions.length === 0 && done.forgotten === 0 ? '' : gone}\n`,
  );
});
