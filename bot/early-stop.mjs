/**
 * Preloaded by `npm start` and the image, before tsx, which takes half a second: process 1 of a container gets no signal for
 * which it has no handler. Nothing has been started yet, so that ending at once is orderly. main.ts takes over.
 */
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => process.exit(0));
}
