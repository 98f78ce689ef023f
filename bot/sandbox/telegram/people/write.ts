import { nowS, type SandboxContext } from '../context.ts';
import { tidyText, wellFormed } from '../protocol/tidy-text.ts';
import type { WireMessage } from '../protocol/wire.ts';
import { findChannel, memberOf, privateChat, wireUser } from '../state/chats.ts';
import { nextMessageId, textContent } from '../state/deliver.ts';
import { membershipEvents, requestGoneEvents } from '../state/membership.ts';
import type { PersonState, SandboxEvent, StoredMessage } from '../state/state.ts';
import type { WorldActionResult } from '../world.ts';
import { writeInOwnChat } from './own-chats.ts';
import { refused } from './refused.ts';
import { usedKeyboard } from './used-keyboard.ts';
import { maySee } from './view.ts';

/** A person writes to the bot. */
export function write(
  context: SandboxContext,
  person: PersonState,
  written: { readonly chatId: number; readonly text: string; readonly replyTo?: number | undefined },
): WorldActionResult {
  const channel = findChannel(context, written.chatId);
  if (channel !== null) return writeInOwnChat(context, person, { channel, text: written.text });
  if (written.chatId !== person.id) return refused('There is no such chat.');
  if (person.blockedBot) return refused('You blocked this bot. Unblock it to write to it.');
  if (!person.started && !/^\/start(\s|$)/.test(written.text.trim())) return refused('Press Start first.');
  const formatted = tidyText({ text: wellFormed(written.text), entities: [] });
  if (formatted.text === '') return refused('The message is empty.');
  if (formatted.text.length > 4096) return refused('The message is longer than 4096 characters.');
  const replied = written.replyTo === undefined ? null : repliedTo(context, person.id, written.replyTo);
  const wire: WireMessage = {
    message_id: nextMessageId(context, person.id),
    from: wireUser(person),
    chat: privateChat(person),
    date: nowS(context),
    ...(replied === null ? {} : { reply_to_message: replied }),
    ...textContent(formatted),
  };
  const stored: StoredMessage = { wire, order: null, paid: false, sheet: false };
  context.store.commit([
    ...(person.started
      ? pressedKeyboard(person, formatted.text)
      : [{ e: 'person' as const, person: { ...person, started: true } }]),
    { e: 'message', chatId: person.id, stored, fresh: true },
    ...context.updates.enqueue([{ message: wire }]),
  ]);
  return { type: 'done', openChatId: person.id };
}

/** A button of the reply keyboard writes its text; nothing tells the bot that it was a button. */
function pressedKeyboard(person: PersonState, text: string): readonly SandboxEvent[] {
  const isButton = (person.replyKeyboard?.rows ?? []).flat().some((button) => button.text === text);
  return isButton ? usedKeyboard(person) : [];
}

/** The message that is answered, without what it answered itself; null where there is none such. */
function repliedTo(context: SandboxContext, chatId: number, messageId: number): WireMessage | null {
  const found = context.store.state.messages.get(chatId)?.get(messageId);
  if (found === undefined) return null;
  const { reply_to_message: _nested, ...wire } = found.wire;
  return wire;
}

/** A person presses a callback button and waits for the bot's answer. */
export async function press(
  context: SandboxContext,
  person: PersonState,
  pressed: { readonly chatId: number; readonly messageId: number; readonly data: string },
): Promise<WorldActionResult> {
  if (!maySee(context, person, pressed.chatId)) return refused('There is no such chat.');
  const found = context.store.state.messages.get(pressed.chatId)?.get(pressed.messageId);
  const buttons = found?.wire.reply_markup?.inline_keyboard.flat() ?? [];
  if (found === undefined || !buttons.some((button) => button.callback_data === pressed.data)) {
    return refused('This button is no longer there.');
  }
  if (person.blockedBot) return refused('You blocked this bot. Unblock it first.');
  const id = context.store.nextId('callback', 19);
  const answered = context.callbacks.ask(id, context.waits.callbackMs);
  context.store.commit(
    context.updates.enqueue([
      {
        callback_query: {
          id,
          from: wireUser(person),
          message: found.wire,
          chat_instance: `${Math.abs(pressed.chatId)}7`,
          data: pressed.data,
        },
      },
    ]),
  );
  const answer = await answered;
  if (answer === null) return refused('The bot did not answer in time.');
  return {
    type: 'done',
    openChatId: pressed.chatId,
    ...(answer.text === null ? {} : { toast: answer.text, alert: answer.alert }),
    ...(answer.url === null ? {} : { url: answer.url }),
  };
}

/** A person blocks or unblocks the bot; the bot gets my_chat_member. */
export function block(context: SandboxContext, person: PersonState, blocked: boolean): WorldActionResult {
  if (person.blockedBot === blocked) return { type: 'done', openChatId: person.id };
  const { bot } = context;
  const member = { user: bot, status: 'member' };
  const kicked = { user: bot, status: 'kicked', until_date: 0 };
  context.store.commit([
    { e: 'person', person: { ...person, blockedBot: blocked } },
    ...context.updates.enqueue([
      {
        my_chat_member: {
          chat: privateChat(person),
          from: wireUser(person),
          date: nowS(context),
          old_chat_member: blocked ? member : kicked,
          new_chat_member: blocked ? kicked : member,
        },
      },
    ]),
  ]);
  return { type: 'done', openChatId: person.id };
}

/** A person leaves a channel, or takes back a request to join it. */
export function leave(context: SandboxContext, person: PersonState, chatId: number): WorldActionResult {
  const channel = findChannel(context, chatId);
  if (channel === null) return refused('Only channels can be left; block the bot instead.');
  if (channel.ownerId === person.id) return refused('It is yours: give it to somebody else first.');
  if (context.store.state.requests.get(chatId)?.has(person.id)) {
    context.store.commit(requestGoneEvents(context, chatId, person.id));
    return { type: 'done' };
  }
  if (memberOf(context, chatId, person.id).status !== 'member') return refused('You are not in this channel.');
  const { events, update } = membershipEvents(context, { channel, person, status: 'left', actor: wireUser(person) });
  context.store.commit([...events, ...context.updates.enqueue([update])]);
  return { type: 'done' };
}

/** Play money from nowhere. */
export function addStars(context: SandboxContext, person: PersonState, amount: number): WorldActionResult {
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > 1_000_000) {
    return refused(`Expected a whole number of Stars from 1 to 1,000,000, was "${amount}".`);
  }
  context.store.commit([{ e: 'person', person: { ...person, stars: person.stars + amount } }]);
  return { type: 'done' };
}
