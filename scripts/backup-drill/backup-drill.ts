import { realSurroundings } from '../faults/real/real-commands.ts';
import { defineCommand, numberOf, printJson, runCommand } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';
import { runBackupDrill } from './run-backup-drill.ts';

const command = defineCommand({
  name: 'backup-drill',
  summary:
    'Dumps, loses and restores the database of a product that has sold and posted, and lets it go on: times, what was lost or doubled.',
  options: {
    documents: {
      value: 'N',
      fallback: '100000',
      help: 'added before the dump: messages that were sent to persons, and people',
    },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'The product is the real process among stand-ins, with a database of its own on the server of MONGODB_URI or one that is found as npm',
    'start does, whose whole folder is lost on the way; nothing of an installation is touched.',
    'Exit code 1 when a hash differs, a post is lost or there twice.',
  ],
});

await runCommand(command, async ({ documents, json }) => {
  const progress = createProgress();
  const drill = await runBackupDrill({
    ...realSurroundings(),
    documents: numberOf('documents', documents, { min: 1, max: 10_000_000, whole: true }),
    onStep: progress.step,
  });
  progress.end();
  if (drill.defects.length > 0) process.exitCode = 1;
  if (json) return printJson(drill);
  const {
    files,
    seconds,
    databaseCpuSeconds: cpu,
    bareWritesPerSecond,
    rssMb,
    postsBefore,
    postsAfter,
    defects,
  } = drill;
  const server =
    cpu === null ? '' : ` (processor of the database: fill ${cpu.fill}, dump ${cpu.dump}, restore ${cpu.restore} s)`;
  process.stdout.write(
    [
      `${drill.documents.toLocaleString('en')} documents in ${files.count} files of ${files.mb} MB, hashes equal`,
      `dump ${seconds.dump} s, restore ${seconds.restore} s, start ${seconds.start} s${server}`,
      `the bare driver wrote ${bareWritesPerSecond} documents a second; memory ${rssMb.before} MB, at most ${rssMb.peak} MB`,
      `${postsBefore} posts before, ${postsAfter} after`,
      ...defects.map((what) => `FAILED ${what}`),
      '',
    ].join('\n'),
  );
});
