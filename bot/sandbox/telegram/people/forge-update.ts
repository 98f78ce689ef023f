import type { SandboxContext } from '../context.ts';
import type { PendingQueries } from '../state/pending-queries.ts';

/** Queues an update as it is, whatever kinds the bot asked for, and opens the question in it. */
export function forgeUpdate(context: SandboxContext, body: Readonly<Record<string, unknown>>): number {
  const { store, waits } = context;
  const open = <A>(queries: PendingQueries<A>, asked: unknown, ms: number): void => {
    if (typeof asked === 'string') void queries.ask(asked, ms);
  };
  open(context.callbacks, fieldOf(body.callback_query, 'id'), waits.callbackMs);
  open(context.inlineQueries, fieldOf(body.inline_query, 'id'), waits.callbackMs);
  open(context.inlineQueries, fieldOf(body.guest_message, 'guest_query_id'), waits.callbackMs);
  open(context.preCheckouts, fieldOf(body.pre_checkout_query, 'id'), waits.preCheckoutMs);
  const updateId = store.state.lastUpdateId + 1;
  store.commit([{ e: 'update', update: { updateId, dateMs: context.clock.nowMs(), body } }]);
  return updateId;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
