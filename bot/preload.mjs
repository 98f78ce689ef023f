// @ts-check
/**
 * Loaded by `npm start` and the image before tsx, which takes half a second. Two things cannot wait for it, or must not meet it.
 */
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  // Process 1 of a container gets no signal for which it has no handler. Nothing has been started yet, so that ending at once is
  // orderly. main.ts takes over.
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => process.exit(0));
  await loadPackages();
}

/**
 * Loads the packages that every start needs. tsx keeps a copy of each module's source that it loads and reads each source map: 90 MB for
 * packages that need no translation (`npm run bench -- --only memory`). Whatever is missing here is loaded later, by tsx.
 */
async function loadPackages() {
  const packages = [
    ...['grammy', '@grammyjs/auto-retry', '@grammyjs/conversations', '@grammyjs/ratelimiter', 'mongoose'],
    ...['fastify', 'fastify-type-provider-zod', '@fastify/swagger', 'zod', 'pino', 'prom-client', 'node-cron'],
    'technicalindicators',
    // The sandbox's exchange has the shape of Binance; other venues share all but their own file with it.
    new URL('src/binance.js', import.meta.resolve('ccxt')).href,
  ];
  // Never a reason not to start: who needs a package imports it, and fails with the whole story.
  await Promise.all(packages.map((name) => import(name).catch(() => {})));
}
