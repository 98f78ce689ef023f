import { defineConfig } from 'vitest/config';

/** The architecture test alone: it needs no database, so `npm run check` does not start one. */
export default defineConfig({ test: { include: ['test/architecture.test.ts'] } });
