import { nowS, type SandboxContext } from '../context.ts';
import { tidyText, wellFormed } from '../protocol/tidy-text.ts';
import type { WireMessage } from '../protocol/wire.ts';
import { botRights, channelByName, channelChat, findChannel, wireUser } from '../state/chats.ts';
import { nextMessageId, textContent } from '../state/deliver.ts';
import { rightsEvents } from '../state/membership.ts';
import type { PersonState, SandboxChannel } from '../state/state.ts';
import type { WorldAction, WorldActionResult } from '../world.ts';
import { refused } from './refused.ts';

const MOST_TITLE = 128;
const MOST_TEXT = 4096;
/** As Telegram numbers channels; those of the sandbox are below. */
const FIRST_CHANNEL_ID = -1_003_000_000_000;
/** Groups have short numbers. */
const FIRST_GROUP_ID = -4_000_000_000;

/** A person makes a channel or a group; the bot is not in it and hears nothing. */
export function makeChat(
  context: SandboxContext,
  person: PersonState,
  { kind, title, username }: Extract<WorldAction, { readonly type: 'make-chat' }>,
): WorldActionResult {
  const name = title.trim();
  if (name === '' || name.length > MOST_TITLE) return refused('A title has 1 to 128 characters.');
  if (username !== null && !/^[A-Za-z]\w{4,31}$/.test(username))
    return refused('A link has 5 to 32 characters of a-z, 0-9 and underscores, and begins with a letter.');
  const isTaken = username !== null && channelByName(context, username) !== null;
  if (isTaken) return refused('This link is already taken.');
  const first = kind === 'channel' ? FIRST_CHANNEL_ID : FIRST_GROUP_ID;
  const id = first - context.store.state.channels.size - 1;
  const channel = { id, kind, title: name, username, about: '', tier: null, ownerId: person.id };
  context.store.commit([
    { e: 'channel', channel },
    { e: 'member', chatId: id, member: { userId: person.id, status: 'member', untilMs: null } },
  ]);
  return { type: 'done', openChatId: id };
}

/** The owner of a chat makes the bot an administrator with these rights, changes them, or takes it out; in a group it is a member. */
export function setBot(
  context: SandboxContext,
  person: PersonState,
  { chatId, rights }: Extract<WorldAction, { readonly type: 'set-bot' }>,
): WorldActionResult {
  const channel = findChannel(context, chatId);
  if (channel === null || channel.ownerId !== person.id) return refused('Only the owner can do this.');
  context.store.commit(rightsEvents(context, { channel, rights, from: wireUser(person) }));
  return { type: 'done', openChatId: chatId };
}

/** A post in the name of a channel; the bot gets channel_post where it is an administrator. Returns the message id. */
export function postInChannel(context: SandboxContext, channel: SandboxChannel, text: string): number {
  const chat = channelChat(channel);
  const wire: WireMessage = {
    message_id: nextMessageId(context, channel.id),
    sender_chat: chat,
    chat,
    date: nowS(context),
    ...textContent(tidyText({ text, entities: [] })),
  };
  context.store.commit([
    { e: 'message', chatId: channel.id, stored: { wire, order: null, paid: false, sheet: false }, fresh: true },
    ...(botRights(context, channel.id) === null ? [] : context.updates.enqueue([{ channel_post: wire }])),
  ]);
  return wire.message_id;
}

/** The owner posts in their channel, or writes in their group. A bot in privacy mode hears of a group only what is a command. */
export function writeInOwnChat(
  context: SandboxContext,
  person: PersonState,
  { channel, text }: { readonly channel: SandboxChannel; readonly text: string },
): WorldActionResult {
  if (channel.ownerId !== person.id) return refused("Only the channel's administrators can write here.");
  const formatted = tidyText({ text: wellFormed(text), entities: [] });
  if (formatted.text === '') return refused('The message is empty.');
  if (formatted.text.length > MOST_TEXT) return refused('The message is longer than 4096 characters.');
  if (channel.kind === 'channel') postInChannel(context, channel, formatted.text);
  else {
    const wire: WireMessage = {
      message_id: nextMessageId(context, channel.id),
      from: wireUser(person),
      chat: channelChat(channel),
      date: nowS(context),
      ...textContent(formatted),
    };
    const isHeard =
      botRights(context, channel.id) !== null && formatted.entities.some(({ type }) => type === 'bot_command');
    context.store.commit([
      { e: 'message', chatId: channel.id, stored: { wire, order: null, paid: false, sheet: false }, fresh: true },
      ...(isHeard ? context.updates.enqueue([{ message: wire }]) : []),
    ]);
  }
  return { type: 'done', openChatId: channel.id };
}
