import type { Update } from 'grammy/types';
import type { Call } from './judge.ts';

/** Something that waits for exactly one answer. */
export interface Question {
  readonly kind: 'callback' | 'inline' | 'guest' | 'pre-checkout';
  readonly id: string;
}

/** The question in an update; none where nobody waits. */
export function questionOf(update: Update): readonly Question[] {
  if (update.callback_query !== undefined) return [{ kind: 'callback', id: update.callback_query.id }];
  if (update.inline_query !== undefined) return [{ kind: 'inline', id: update.inline_query.id }];
  if (update.pre_checkout_query !== undefined) return [{ kind: 'pre-checkout', id: update.pre_checkout_query.id }];
  const guest = update.guest_message?.guest_query_id;
  return guest === undefined ? [] : [{ kind: 'guest', id: guest }];
}

const ANSWERS: Readonly<Record<Question['kind'], readonly [method: string, field: string]>> = {
  callback: ['answerCallbackQuery', 'callback_query_id'],
  inline: ['answerInlineQuery', 'inline_query_id'],
  guest: ['answerGuestQuery', 'guest_query_id'],
  'pre-checkout': ['answerPreCheckoutQuery', 'pre_checkout_query_id'],
};

/** Whether a call answers a question. */
export function answersOf({ method, raw }: Call, { kind, id }: Question): boolean {
  const [answer, field] = ANSWERS[kind];
  return method === answer && raw.params[field] === id;
}

/** Kinds of updates to which the bot has nothing to reply. */
const SILENT = ['edited_message', 'edited_channel_post', 'telepathy', 'chat_member'];

/** How many messages, edits and answers an update may bring; null: as many as it needs. */
export function repliesAllowed(update: Update): number | null {
  const [kind = ''] = Object.keys(update).filter((key) => key !== 'update_id');
  if (kind === '' || SILENT.includes(kind)) return 0;
  if (kind === 'inline_query' || kind === 'guest_message' || kind === 'pre_checkout_query' || kind === 'channel_post')
    return 1;
  const { message } = update;
  if (message === undefined || message.successful_payment !== undefined) return null;
  if (message.chat.type !== 'private' || message.from === undefined || message.from.is_bot) return 0;
  // What is neither a command nor an answer somebody waits for gets one message, whatever it is.
  return message.text === undefined ? 1 : null;
}

/** The same for an update that comes again. A checkout is answered without a look at the database: twice is harmless, late is not. */
export function repliesToRepeated(update: Update): number {
  return update.pre_checkout_query === undefined ? 0 : 1;
}
