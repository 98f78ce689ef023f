import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runBackupDrill } from '../../scripts/backup-drill/run-backup-drill.ts';

const DOCUMENTS = 2_000;

/** The real process in short; `npm run backup-drill` is the long form. */
it('a product whose database was lost and restored goes on, and posts nothing twice', {
  timeout: 600_000,
}, async () => {
  const steps = new Set<string>();
  const drill = await runBackupDrill({
    ...{ documents: DOCUMENTS, mongodbUri: null, log: () => {} },
    toolsDir: fileURLToPath(new URL('../../node_modules/.cache/analyser/tools', import.meta.url)),
    onStep: (what) => steps.add(what),
  });
  expect(drill.defects).toEqual([]);
  expect(drill.documents).toBeGreaterThan(DOCUMENTS);
  expect(drill.postsBefore).toBeGreaterThan(0);
  expect(drill.postsAfter).toBeGreaterThan(drill.postsBefore);
  expect(drill.bareWritesPerSecond).toBeGreaterThan(0);
  expect([...steps]).toEqual(expect.arrayContaining(['fill', 'dump direct_deliveries', 'restore direct_deliveries']));
});
