import { autoRetry } from '@grammyjs/auto-retry';
import { type ConversationData, conversations, type VersionedState } from '@grammyjs/conversations';
import type { Context, MiddlewareFn, Transformer } from 'grammy';
import { z } from 'zod';
import type { BotContext } from '../context.ts';
import type { TextStore } from '../ports.ts';
import { type BudgetTransformerDeps, budgetTransformer } from '../sending/budget-transformer.ts';
import { oneThread } from '../sending/one-thread.ts';
import { show } from '../views/show.ts';

/** Change with every change of a conversation's steps: a stored one of another version is dropped, not replayed wrongly. */
const CONVERSATIONS_VERSION = 2;

/** Telegram's 429 is waited out when short; a connection that died is never repeated: the message may have arrived. */
export function politeRetry(): Transformer {
  return autoRetry({
    maxRetryAttempts: 2,
    maxDelaySeconds: 5,
    rethrowHttpErrors: true,
    rethrowInternalServerErrors: true,
  });
}

/** The plugin with stored state, and with the transformers that bot.api's do not bring into a conversation. */
export function storedConversations(store: TextStore, sending: BudgetTransformerDeps): MiddlewareFn<BotContext> {
  return conversations<BotContext, Context>({
    storage: {
      type: 'key',
      version: CONVERSATIONS_VERSION,
      getStorageKey: (ctx) => ctx.from?.id.toString(),
      adapter: {
        read: async (key) => parseState(await store.read(key)),
        write: async (key, state) => await store.write(key, JSON.stringify(state)),
        delete: async (key) => await store.delete(key),
      },
    },
    plugins: [
      async (ctx, next) => {
        // A replayed call is counted again, though it is not made again: a conversation sends little.
        ctx.api.config.use(budgetTransformer(sending), politeRetry(), oneThread);
        await next();
      },
    ],
  });
}

const versioned = z.object({
  version: z.tuple([z.literal(0), z.union([z.string(), z.number()])]),
  state: z.record(z.string(), z.unknown()),
});

/** What was stored, checked as far as it is ours to know: the state within is the plugin's, which refuses other versions. */
function parseState(text: string | null): VersionedState<ConversationData> | undefined {
  if (text === null) return undefined;
  return versioned.parse(JSON.parse(text)) as VersionedState<ConversationData>;
}

/**
 * /cancel, and the rule that any other command leaves a waiting conversation: without it "/help" would be taken as the
 * answer. Stands between conversations() and createConversation().
 */
export function leaveOnCommand(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const isCancel = ctx.action?.type === 'cancel' || ctx.hasCommand('cancel');
    const isCommand = ctx.message?.text?.startsWith('/') === true;
    if (!isCancel && !isCommand) return await next();
    const waited = Object.keys(ctx.conversation.active()).length > 0;
    if (waited) await ctx.conversation.exitAll();
    if (!isCancel) return await next();
    await show(ctx, { text: waited ? ctx.texts.cancelled : ctx.texts.nothingToCancel, keyboard: [] });
  };
}
