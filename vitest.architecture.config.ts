import { defineConfig } from 'vitest/config';

/**
 * The architecture tests alone: they need no database, so `npm run check` does not start one. One worker without isolation
 * parses the sources once for all of them.
 */
export default defineConfig({
  test: { include: ['test/architecture/*.test.ts'], pool: 'threads', maxWorkers: 1, isolate: false },
});
