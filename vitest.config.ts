import { defineConfig } from 'vitest/config';

/** Whole products under load, with their stand-ins and databases: they have the machine to themselves, after everything else. */
const DRILLS = [
  'test/roles.test.ts',
  'test/roles-away.test.ts',
  'test/shared-engines.test.ts',
  'test/scripts/backup-drill.test.ts',
  'test/scripts/load.test.ts',
  'test/scripts/soak.test.ts',
];
const EVERYTHING = {
  globalSetup: ['test/support/database/global-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
  pool: 'forks' as const,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...EVERYTHING,
          name: 'tests',
          include: ['test/**/*.test.ts'],
          exclude: DRILLS,
          ...{ maxWorkers: 2, sequence: { groupOrder: 0 } },
        },
      },
      { test: { ...EVERYTHING, name: 'drills', include: DRILLS, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
