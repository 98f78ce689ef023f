import { defineCommand, printJson, runCommand } from '../terminal/arguments.ts';
import { runMigration } from './run-migration.ts';

const command = defineCommand({
  name: 'migrate',
  summary: 'Brings the database to what this version reads: indexes, and documents of older versions.',
  options: { json: { help: 'print one JSON object: indexes built, signals marked as superseded' } },
  notes: [
    'The database is that of MONGODB_URI, else the one under DATA_DIR. It only adds, so the version before goes on',
    'beside it: run it before a deployment whose start must not wait. Every start does the same. Safe to repeat.',
  ],
});

await runCommand(command, async ({ json }) => {
  const { built, superseded } = await runMigration();
  if (json) return printJson({ built, superseded });
  process.stdout.write(`${built.length} indexes built, ${superseded} signals marked as superseded\n`);
  for (const index of built) process.stdout.write(`  ${index}\n`);
});
