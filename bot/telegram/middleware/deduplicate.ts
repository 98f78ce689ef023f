import type { Context, MiddlewareFn } from 'grammy';
import type { BotEvent } from '../bot-event.ts';
import type { UpdateLog } from '../ports.ts';
import { roadOf } from '../updates/update-road.ts';

/**
 * Drops updates that were dealt with before: Telegram and grammY may bring one twice.
 * - Money and membership are marked after they are done: a crash in between repeats them, and each of their effects is
 *   safe to repeat. An error while looking is no reason to leave money lying.
 * - Everything else is marked first: a reply is lost rather than said twice.
 * - A pre-checkout query never asks the database: answering twice is harmless, answering late is not.
 */
export function deduplicate({
  updates,
  log,
}: {
  readonly updates: UpdateLog;
  readonly log: (event: BotEvent) => void;
}): MiddlewareFn<Context> {
  return async (ctx, next) => {
    const updateId = ctx.update.update_id;
    if (ctx.preCheckoutQuery !== undefined) return await next();
    if (mustNotBeLost(ctx)) {
      if (await updates.isClaimed(updateId).catch(() => false)) return log({ type: 'update-repeated', updateId });
      await next();
      await updates.claim(updateId);
      return;
    }
    if (!(await updates.claim(updateId))) return log({ type: 'update-repeated', updateId });
    await next();
  };
}

function mustNotBeLost(ctx: Context): boolean {
  const road = roadOf(ctx.update);
  return road === 'money' || road === 'membership';
}
