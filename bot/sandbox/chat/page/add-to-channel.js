// @ts-check
/** @import { WorldChat } from '../../telegram/world.ts' */
/** @import { ChatRequest } from '../view/reply-keyboard.js' */
/** @import { Client } from './client.js' */

import { askForChat, askForRights, chooseChat, choosePerson } from '../sheets/ask-for-chat.js';

/**
 * The person makes a channel or a group and sees it.
 * @param {Client} client
 * @param {'channel' | 'group'} kind
 */
export async function makeChat(client, kind) {
  const wanted = await askForChat(kind);
  if (wanted === null) return null;
  const result = await client.perform({ type: 'make-chat', kind, ...wanted });
  return result?.type === 'done' ? (result.openChatId ?? null) : null;
}

/**
 * The bot asks to be an administrator: the person chooses a channel of theirs, or makes one, and switches the rights.
 * @param {Client} client
 * @param {readonly string[]} wanted
 */
export async function addToChannel(client, wanted) {
  const { store } = client;
  const snapshot = store.snapshot();
  if (snapshot === null) return;
  const own = snapshot.chats.filter(({ type, isOwn }) => type === 'channel' && isOwn);
  const chat = await chooseOwn(client, { own, kind: 'channel', title: `Add ${snapshot.botName} to a channel` });
  if (chat !== null) await setRights(client, chat, wanted);
}

/**
 * A chat of the person's own, or one made for it; null when cancelled.
 * @param {Client} client
 * @param {{ own: readonly WorldChat[], kind: 'channel' | 'group', title: string }} question
 */
async function chooseOwn(client, { own, kind, title }) {
  const chosen = await chooseChat({ chats: own, kind, title });
  const chatId = chosen === 'new' ? await makeChat(client, kind) : chosen;
  return chatId === null ? null : await client.store.whenChat(chatId);
}

/**
 * A chat is chosen behind a button of the bot's keyboard; the bot is given what it asked for there.
 * @param {Client} client
 * @param {ChatRequest} request
 */
export async function shareChat(client, request) {
  const snapshot = client.store.snapshot();
  if (snapshot === null) return;
  const { requestId, isChannel, hasUsername } = request;
  const kind = isChannel ? 'channel' : 'group';
  const own = snapshot.chats.filter(
    ({ type, isOwn, username }) =>
      isOwn && type === kind && (hasUsername === undefined || hasUsername === (username !== null)),
  );
  const chat = await chooseOwn(client, { own, kind, title: `Choose a ${kind} for ${snapshot.botName}` });
  if (chat !== null) await client.perform({ type: 'share-chat', requestId, chatId: chat.id });
}

/**
 * @param {Client} client
 * @param {WorldChat} chat
 * @param {readonly string[] | null} wanted
 */
export async function setRights(client, chat, wanted = null) {
  const botName = client.store.snapshot()?.botName ?? '';
  const rights = await askForRights({ chat, botName, wanted });
  if (rights !== null) await setBot(client, chat, rights);
}

/**
 * The bot's standing in a chat of the person's own; null takes it out.
 * @param {Client} client
 * @param {WorldChat} chat
 * @param {WorldChat['botRights']} rights
 */
export async function setBot(client, chat, rights) {
  await client.perform({ type: 'set-bot', chatId: chat.id, rights });
  await client.store.refresh();
}

/**
 * Somebody else is chosen behind a button of the bot's keyboard.
 * @param {Client} client
 * @param {number} requestId
 */
export async function shareUser(client, requestId) {
  const snapshot = client.store.snapshot();
  if (snapshot === null) return;
  const others = snapshot.people.filter(({ id }) => id !== snapshot.person.id);
  const chosen = await choosePerson(others, snapshot.botName);
  if (chosen === null || chosen === 'new') return;
  await client.perform({ type: 'share-users', requestId, userIds: [chosen] });
}
