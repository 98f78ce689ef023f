import type { MiddlewareFn } from 'grammy';
import { languageOf } from '../../../billing/reader-settings.ts';
import type { BotContext, ReaderFlavor } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { textsFor } from '../messages/texts.ts';
import { decodeAction } from '../views/action.ts';

/**
 * Stores who writes, at the first time with the deep link that brought them, and adds what the features need to know of
 * them. Only private chats go on from here. Anybody's client may press a button of any data under a post of a channel or under a
 * message sent in the bot's name elsewhere: carried out, it would put a screen of ours in the place of that post.
 */
export function meetAccount({ stores, answers, runtime }: BotDependencies): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const { from } = ctx;
    if (from === undefined || from.is_bot) return;
    if (ctx.chat?.type !== 'private') {
      const { toastOldButton: text } = textsFor(from.language_code ?? 'en');
      if (ctx.callbackQuery !== undefined) await ctx.answerCallbackQuery({ text, show_alert: true });
      return;
    }
    const nowMs = runtime.clock.nowMs();
    const languageCode = from.language_code ?? 'en';
    const person = { telegramId: from.id, firstName: from.first_name, languageCode };
    const [account, entitlement] = await Promise.all([
      stores.accounts.meet(person, startPayload(ctx.message?.text), nowMs),
      answers.entitlement({ telegramId: from.id, nowMs }),
    ]);
    const reader: ReaderFlavor = {
      account,
      entitlement,
      texts: textsFor(languageOf(account)),
      nowMs,
      action: ctx.callbackQuery?.data === undefined ? null : decodeAction(ctx.callbackQuery.data),
    };
    Object.assign(ctx, reader);
    await next();
  };
}

/** What follows "/start ", null when nothing does or the message is something else. */
function startPayload(text: string | undefined): string | null {
  return /^\/start(?:@\w+)? ([\w-]{1,64})$/.exec(text ?? '')?.[1] ?? null;
}
