import { defineConfig } from 'vitest/config';

/** The architecture tests alone: they need no database, so `npm run check` does not start one. */
export default defineConfig({ test: { include: ['test/architecture/*.test.ts'] } });
