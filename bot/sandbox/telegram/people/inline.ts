import { nowS, type SandboxContext } from '../context.ts';
import type { WireMessage } from '../protocol/wire.ts';
import { botRights, channelChat, findChannel, privateChat, wireUser } from '../state/chats.ts';
import { nextMessageId, textContent } from '../state/deliver.ts';
import type { PersonState } from '../state/state.ts';
import type { WorldAction, WorldActionResult } from '../world.ts';
import { refused } from './refused.ts';

/** Telegram asks for no more. */
const MOST_WORDS = 256;

/**
 * A person types "@bot words" in some chat of theirs. Inline mode shows what the bot offers; in guest mode the words are a message
 * of that chat, of which the bot gets no more than this one.
 */
export async function askInline(
  context: SandboxContext,
  person: PersonState,
  asked: { readonly type: 'ask-inline' | 'ask-guest'; readonly words: string },
): Promise<WorldActionResult> {
  if (asked.words.length > MOST_WORDS) return refused('The question is longer than 256 characters.');
  const id = context.store.nextId('inline', 19);
  const answered = context.inlineQueries.ask(id, context.waits.callbackMs);
  const from = wireUser(person);
  const query = { inline_query: { id, from, query: asked.words, offset: '', chat_type: 'sender' } };
  const message = {
    ...{ message_id: 1, from, chat: privateChat(person), date: nowS(context) },
    ...{ text: `@${context.bot.username} ${asked.words}`, guest_query_id: id },
  };
  context.store.commit(context.updates.enqueue([asked.type === 'ask-inline' ? query : { guest_message: message }]));
  const offer = await answered;
  context.offers.set(person.id, offer?.offered ?? []);
  if (offer === null) return refused('The bot did not answer in time.');
  const { offered, button } = offer;
  return { type: 'done', offered, ...(button === null ? {} : { offerButton: button }) };
}

/** Posts what the bot offered in a chat in which the person may write; a bot that is in it sees a message via itself. */
export function sendOffered(
  context: SandboxContext,
  person: PersonState,
  { chatId, index }: Extract<WorldAction, { readonly type: 'send-offered' }>,
): WorldActionResult {
  const offer = context.offers.get(person.id)?.[index];
  if (offer === undefined) return refused('The bot offered no such message.');
  const channel = findChannel(context, chatId);
  if (channel === null ? chatId !== person.id : channel.ownerId !== person.id) return refused('You cannot write here.');
  const { text, entities, keyboard } = offer;
  const chat = channel === null ? privateChat(person) : channelChat(channel);
  const wire: WireMessage = {
    message_id: nextMessageId(context, chatId),
    ...(channel?.kind === 'channel' ? { sender_chat: chat } : { from: wireUser(person) }),
    chat,
    date: nowS(context),
    via_bot: context.bot,
    ...textContent({ text, entities }),
    ...(keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboard } }),
  };
  const isIn = channel === null || (channel.kind === 'channel' && botRights(context, chatId) !== null);
  context.store.commit([
    { e: 'message', chatId, stored: { wire, order: null, paid: false, sheet: false }, fresh: true },
    ...(isIn ? context.updates.enqueue([channel === null ? { message: wire } : { channel_post: wire }]) : []),
  ]);
  context.offers.delete(person.id);
  return { type: 'done', openChatId: chatId };
}
