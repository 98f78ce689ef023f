import type { BotContext } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import type { AuditEntry } from '../operations.ts';

/** Writes down what an operator did. An update that is dealt with twice is one entry. */
export async function audit(
  { stores }: { readonly stores: Pick<BotDependencies['stores'], 'audit'> },
  ctx: BotContext,
  { act, about }: Pick<AuditEntry, 'act' | 'about'>,
): Promise<void> {
  const id = `${ctx.update.update_id}|${act}|${about}`;
  await stores.audit.append({ id, act, about, by: ctx.account.telegramId, atMs: ctx.nowMs });
}
