import { Composer } from 'grammy';
import type { BotContext } from '../context.ts';
import { textsFor } from '../messages/texts.ts';

/**
 * /chatid: the number of this chat, in a channel (for CHANNEL_ settings; only its administrators can post there) and in private (for
 * ADMIN_IDS). In a channel it stands before the accounts, for a post has no writer; in private behind the limits.
 */
export function chatIdFeature(where: 'channel' | 'private'): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  const texts = textsFor('en');
  feature.chatType(where).command('chatid', async (ctx) => {
    await ctx.reply(texts.chatId(ctx.chat.id), { parse_mode: 'HTML' });
  });
  return feature;
}
