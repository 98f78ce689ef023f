import { Composer } from 'grammy';
import type { BotContext } from '../context.ts';
import { textsFor } from '../messages/texts.ts';

/**
 * /chatid: the number of this chat, in a channel (for CHANNEL_ settings; only its administrators can post there) and in private (for
 * ADMIN_IDS). Stands before the accounts: a channel's post has no writer.
 */
export function chatIdFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  const texts = textsFor('en');
  feature.chatType(['private', 'channel']).command('chatid', async (ctx) => {
    await ctx.reply(texts.chatId(ctx.chat.id), { parse_mode: 'HTML' });
  });
  return feature;
}
