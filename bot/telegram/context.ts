import type { ConversationFlavor } from '@grammyjs/conversations';
import type { Composer, Context } from 'grammy';
import type { Entitlement } from '../../billing/entitlement.ts';
import type { Account } from '../../billing/ports.ts';
import type { Texts } from './messages/texts.ts';
import type { Action, ActionOf } from './views/action.ts';

/** What middleware/meet-account.ts adds: the account, its tier, its language and the time. */
export interface ReaderFlavor {
  readonly account: Account;
  readonly entitlement: Entitlement;
  readonly texts: Texts;
  readonly nowMs: number;
  /** The pressed button's action; null for anything else, and for a button that is none of ours. */
  readonly action: Action | null;
}

export type BotContext = ConversationFlavor<Context & ReaderFlavor>;

/** Runs the handler for buttons of one type. The handler answers the callback query (show does). */
export function onAction<T extends Action['type']>(
  composer: Composer<BotContext>,
  type: T,
  handler: (ctx: BotContext, action: ActionOf<T>) => Promise<void>,
): void {
  composer.use(async (ctx, next) => {
    if (isOfType(ctx.action, type)) await handler(ctx, ctx.action);
    else await next();
  });
}

function isOfType<T extends Action['type']>(action: Action | null, type: T): action is ActionOf<T> {
  return action?.type === type;
}
