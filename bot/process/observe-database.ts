import type { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { watchOperations } from '../database/watch-operations.ts';
import type { Observe } from '../observe/observe.ts';

/** Reports which database this process uses, and from then on how long each of its operations takes. */
export function observeDatabase(
  root: Awaited<ReturnType<typeof connectMongo>>,
  { describe, observe }: { readonly describe: string; readonly observe: Observe },
): void {
  observe.log({ type: 'database', what: 'connected', detail: describe });
  watchOperations(root.getClient(), {
    wallNowMs: () => performance.now(),
    onOperation: (operation) => observe.log({ type: 'database-operation', ...operation }),
  });
}
