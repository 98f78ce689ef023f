import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Channels } from '../answers/my-plan.ts';
import { channelOf } from './channels/channel-of.ts';
import { textsFor } from './messages/texts.ts';
import { isUnreachable, messageOptions } from './views/show.ts';

/** Writes to a payer or a joiner that it takes longer. Asks no database: that may be what is away. */
export async function notifyDelayed(
  { api, channels }: { readonly api: Api; readonly channels: Channels },
  update: Update,
): Promise<void> {
  const notice = noticeFor(update, channels);
  if (notice === null) return;
  await api.sendMessage(notice.chatId, notice.text, messageOptions([])).catch((error: unknown) => {
    if (!isUnreachable(error)) throw error;
  });
}

function noticeFor(update: Update, channels: Channels): { readonly chatId: number; readonly text: string } | null {
  const { message, chat_join_request: request } = update;
  const texts = textsFor((message?.from ?? request?.from)?.language_code ?? 'en');
  if (message?.successful_payment !== undefined)
    return { chatId: message.chat.id, text: texts.paymentDelayed(message.successful_payment.total_amount) };
  if (message?.refunded_payment !== undefined)
    return { chatId: message.chat.id, text: texts.refundDelayed(message.refunded_payment.total_amount) };
  const found = request === undefined ? null : channelOf(channels, request.chat.id);
  if (request === undefined || found === null) return null;
  return { chatId: request.user_chat_id, text: texts.joinDelayed(found.channel.title) };
}
