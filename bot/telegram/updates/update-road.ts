import type { Update } from 'grammy/types';

/**
 * How an update is dealt with:
 * - "pre-checkout": answered at once; nothing is kept, because Telegram asks the buyer to try again by itself;
 * - "money", "membership": Telegram sends these once, so kept on disk until the database has taken them;
 * - "chat": everything that a person can simply repeat.
 */
export type UpdateRoad = 'pre-checkout' | 'money' | 'membership' | 'chat';

/** The road of an update; of a kind that is not known, "chat". */
export function roadOf(update: Update): UpdateRoad {
  if (update.pre_checkout_query !== undefined) return 'pre-checkout';
  const { message } = update;
  const money = message?.successful_payment ?? message?.refunded_payment ?? update.subscription;
  if (money !== undefined) return 'money';
  const membership = update.chat_join_request ?? update.chat_member ?? update.my_chat_member;
  return membership === undefined ? 'chat' : 'membership';
}

/** Whose updates keep their order: the payer, the member, the writer; null where nobody is meant. */
export function personOf(update: Update): number | null {
  const { message } = update;
  if (message?.successful_payment !== undefined || message?.refunded_payment !== undefined) return message.chat.id;
  if (update.chat_member !== undefined) return update.chat_member.new_chat_member.user.id;
  if (update.my_chat_member !== undefined) return update.my_chat_member.chat.id;
  const from =
    update.subscription?.user ??
    update.chat_join_request?.from ??
    message?.from ??
    update.callback_query?.from ??
    update.inline_query?.from ??
    update.guest_message?.from ??
    update.pre_checkout_query?.from;
  return from?.id ?? null;
}
