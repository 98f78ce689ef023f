import { join } from 'node:path';
import type { OnProgress } from '../../bot/adapters/mongo/backup/dump-database.ts';
import { finishRestore } from '../../bot/adapters/mongo/backup/finish-restore.ts';
import type { Manifest } from '../../bot/adapters/mongo/backup/manifest.ts';
import { type Erasure, readErasures } from '../../bot/adapters/mongo/backup/read-erasures.ts';
import { type RestoreOptions, restoreDatabase } from '../../bot/adapters/mongo/backup/restore-database.ts';
import { readUnfinishedRestore } from '../../bot/adapters/mongo/backup/unfinished-restore.ts';
import { WHOLE_DATABASE } from '../../bot/adapters/mongo/backup/whole-database.ts';
import { readConfig } from '../../bot/config.ts';
import { pseudonymOf } from '../../bot/telegram/money/pseudonym.ts';
import { withDatabase } from '../market-files/open-candles.ts';
import { localBackup, localErasures } from '../s3-files/local-files.ts';
import { withFolder } from '../s3-files/with-folder.ts';
import { defineCommand, printJson, runCommand, UsageError } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';

const command = defineCommand({
  name: 'restore',
  summary: 'Brings a backup into an empty database, after and before comparing every hash.',
  options: {
    from: { value: 'DIR', help: 'a folder that `npm run backup` wrote, or its address s3://…' },
    finish: { help: 'take the last steps of a restore that was cut off after every document was there' },
    database: { value: 'NAME', help: 'another database of the same server' },
    deletions: {
      ...{ value: 'PATH', many: true },
      help: 'a newer backup, or lines of the log since this one: who had their data deleted since is forgotten again; also s3://…',
    },
    'token-env': {
      ...{ value: 'NAME', many: true },
      help: 'variables that hold earlier tokens of the bot, for deletions that were asked for before a rotation',
    },
    'nothing-sent-since': {
      help: 'the product has not run since the backup: what was to be sent then is sent',
    },
    json: {
      help: 'print one JSON object: the manifest, messages in doubt, persons forgotten, deletions of nobody',
    },
  },
  notes: [
    'Stop the product first. A database that holds anything is refused, and nothing is written. Until the last step is done the product',
    'does not start. Messages that waited when the backup was made count as perhaps sent (unknown) and are not sent again, unless',
    '--nothing-sent-since says that they cannot have been. Deletions are known by a pseudonym that TELEGRAM_BOT_TOKEN makes: tokens',
    'that were in force when they were asked for are given by the names of variables, never on the command line. An address of S3 is',
    'that of a backup where it ends with a slash, else of one file; S3 takes the settings that npm run backup does.',
  ],
});

type Values = Parameters<Parameters<typeof runCommand<(typeof command)['options']>>[1]>[0];
type Connection = Parameters<Parameters<typeof withDatabase>[0]>[0];

/** Every token whose pseudonyms are looked for. */
function tokensOf({ 'token-env': names }: Values): readonly string[] {
  const earlier = names.map((name) => {
    const token = process.env[name]?.trim() ?? '';
    if (token === '') throw new UsageError(`expected --token-env to name a variable that is set, was ${name}`);
    return token;
  });
  const now = readConfig().telegram?.token ?? null;
  return now === null ? earlier : [now, ...earlier];
}

function refuseWithoutToken(tokens: readonly string[], deletions: number): void {
  if (tokens.length > 0 || deletions === 0) return;
  throw new UsageError(
    'expected TELEGRAM_BOT_TOKEN beside --deletions: it makes the pseudonyms by which people are found',
  );
}

/** What a restore begins with. The files are read first: a path that is mistaken stops it before anything is written. */
async function beginningOf({ from, deletions, finish, ...values }: Values, folder: string) {
  if (finish) {
    if (from !== null || deletions.length > 0 || values['nothing-sent-since'])
      throw new UsageError('expected --finish alone: what the restore began with is kept in the database');
    return null;
  }
  if (from === null) throw new UsageError('expected --from DIR, or --finish');
  const erasures: Erasure[] = [];
  for (const [at, path] of deletions.entries())
    erasures.push(...(await readErasures(await localErasures(path, join(folder, `deletions-${at}`)))));
  const backup = await localBackup(from, join(folder, 'backup'));
  return { folder: backup, erasures, isNothingSent: values['nothing-sent-since'] };
}

interface Restore {
  readonly values: Values;
  /** Null: only the last steps. */
  readonly beginning: RestoreOptions | null;
  readonly tokens: readonly string[];
  readonly onProgress: OnProgress;
}

async function restore(root: Connection, { values, beginning, tokens, onProgress }: Restore) {
  const connection = values.database === null ? root : root.useDb(values.database);
  const manifest = beginning === null ? null : await restoreDatabase(connection, beginning, onProgress);
  refuseWithoutToken(tokens, (await readUnfinishedRestore(connection))?.erasures.length ?? 0);
  const pseudonymsOf = (telegramId: number) => tokens.map((token) => pseudonymOf(token, telegramId));
  return { manifest, done: await finishRestore(connection, { pseudonymsOf, nowMs: Date.now() }) };
}

await runCommand(command, async (values) => {
  const progress = createProgress();
  const tokens = tokensOf(values);
  refuseWithoutToken(tokens, values.deletions.length);
  const { manifest, done } = await withFolder(async (folder) => {
    const beginning = await beginningOf(values, folder);
    return await withDatabase((root) => restore(root, { values, beginning, tokens, onProgress: progress.step }), {
      ...WHOLE_DATABASE,
      isKnown: true,
    });
  });
  progress.end();
  if (values.json) return printJson({ ...manifest, ...done });
  process.stdout.write(`${restored(manifest)}${described(done, values.deletions.length > 0)}\n`);
});

function restored(manifest: Manifest | null): string {
  if (manifest === null) return 'restore finished';
  const documents = manifest.collections.reduce((sum, each) => sum + each.documents, 0);
  return `${documents.toLocaleString('en')} documents restored into ${manifest.collections.length} collections; hashes equal`;
}

function described(
  { doubted, forgotten, unmatched }: Awaited<ReturnType<typeof finishRestore>>,
  isAsked: boolean,
): string {
  const doubt = doubted === 0 ? '' : `; ${doubted} messages that waited count as perhaps sent`;
  const gone = isAsked || forgotten + unmatched > 0 ? `; ${forgotten} persons forgotten again` : '';
  const nobody =
    unmatched === 0
      ? ''
      : `; ${unmatched} of ${forgotten + unmatched} deletions since the backup match nobody in it ` +
        '(they came after it, or an earlier token was in force: --token-env)';
  return `${doubt}${gone}${nobody}`;
}
