// @ts-check
/** @import { WorldButton, WorldChat, WorldMessage } from '../../telegram/world.ts' */
/** @import { MessageHandlers } from './bubble.js' */
/** @import { Clock } from '../data/clock.js' */
/** @import { FooterHandlers } from './footer.js' */
/** @import { MenuItem } from './menu.js' */
/** @import { Store } from '../data/store.js' */
/**
 * @typedef {MessageHandlers & {
 *   back: () => unknown,
 *   join: (link: string) => unknown,
 *   write: (chatId: number, text: string) => unknown,
 *   block: (blocked: boolean) => unknown,
 *   leave: (chat: WorldChat) => unknown,
 *   copy: (text: string) => unknown,
 *   shareUser: (requestId: number) => unknown,
 *   shareChat: (request: import('./reply-keyboard.js').ChatRequest) => unknown,
 *   askInline: (words: string) => Promise<import('./inline-offer.js').Offered | null>,
 *   sendOffered: (chatId: number, index: number) => unknown,
 *   setRights: (chat: WorldChat) => unknown,
 *   setBot: (chat: WorldChat, rights: WorldChat['botRights']) => unknown,
 * }} ChatHandlers
 */

import { chatFace, el, formatNumber, iconButton } from './dom.js';
import { createFooter } from './footer.js';
import { describeAction } from './list.js';
import { openMenu } from './menu.js';
import { createMessages } from './messages.js';

/** How long what the bot sends still counts as the answer to a button, before and after it answered the press itself. */
const ANSWER_MS = 30_000;
const AFTER_ANSWER_MS = 800;

/**
 * One open chat: header, history and footer. `on` is what the client does for it.
 * @param {{ chatId: number, store: Store, clock: Clock, on: ChatHandlers }} deps
 */
export function createChatView({ chatId, store, clock, on }) {
  const title = el('h1', { class: 'head-title' });
  const status = el('p', { class: 'head-status', 'aria-live': 'polite' });
  const face = el('span', { class: 'head-face' });
  const more = iconButton('more', 'More about this chat', {
    click: () => openMenu(more, menuItems({ chatId, store, on })),
  });
  const head = el(
    'header',
    { class: 'head' },
    iconButton('back', 'Back to the chats', { click: () => on.back(), class: 'back-button' }),
    face,
    el('div', { class: 'head-text' }, title, status),
    more,
  );
  const read = () => {
    const chat = store.chat(chatId);
    if (chat !== null && document.visibilityState === 'visible' && node.isConnected) store.markRead(chat);
  };
  const press = async (/** @type {WorldButton} */ button, /** @type {WorldMessage} */ message) => {
    if (button.type !== 'callback') return on.press(button, message);
    messages.awaitAnswer(ANSWER_MS);
    await on.press(button, message);
    return messages.awaitAnswer(AFTER_ANSWER_MS);
  };
  const messages = createMessages({ clock, on: { ...on, press }, onRead: read });
  const footer = createFooter({ on: footerHandlers({ chatId, store, on }) });
  const node = el('section', { class: 'chat', 'aria-label': 'Chat' }, head, messages.node, footer.node);

  function update() {
    const chat = store.chat(chatId);
    const person = store.snapshot()?.person;
    if (chat === null || person === undefined) return;
    if (title.textContent !== chat.title) {
      title.textContent = chat.title;
      face.replaceChildren(chatFace(chat, 'small'));
    }
    const text = describeStatus(chat);
    status.classList.toggle('acting', chat.action !== null || !store.isOnline());
    const shown = store.isOnline() ? text : 'connecting';
    if (status.textContent !== shown) status.textContent = shown;
    node.dataset.kind = chat.type;
    footer.update({ chat, person, isMuted: store.isMuted(chatId) });
    messages.update(chat, store.firstUnread(chat));
    if (messages.isPinned()) read();
  }

  return {
    node,
    chatId,
    update,
    focus: () => footer.focus(),
    draft: () => footer.draft(),
    setDraft: (/** @type {string} */ text) => footer.setDraft(text),
    destroy: () => messages.destroy(),
  };
}

/**
 * @param {{ chatId: number, store: Store, on: ChatHandlers }} view
 * @returns {FooterHandlers}
 */
function footerHandlers({ chatId, store, on }) {
  return {
    write: (text) => on.write(chatId, text),
    block: (blocked) => on.block(blocked),
    join: (link) => on.join(link),
    setMuted: (isMuted) => store.setMuted(chatId, isMuted),
    shareUser: (requestId) => on.shareUser(requestId),
    shareChat: (request) => on.shareChat(request),
    askInline: (words) => on.askInline(words),
    sendOffered: (index) => on.sendOffered(chatId, index),
    botUsername: () => store.snapshot()?.botUsername ?? '',
    // As the link in a channel's description would: the bot answers with what it is and how to get in.
    askForInvite: (channel) => on.command(`/start channel_${Math.abs(channel.id)}`),
  };
}

/**
 * @param {{ chatId: number, store: Store, on: ChatHandlers }} view
 * @returns {readonly MenuItem[]}
 */
function menuItems({ chatId, store, on }) {
  const chat = store.chat(chatId);
  const person = store.snapshot()?.person;
  if (chat === null || person === undefined) return [];
  const isMuted = store.isMuted(chatId);
  const mute = {
    icon: isMuted ? 'bell' : 'bellOff',
    text: isMuted ? 'Unmute' : 'Mute',
    onClick: () => store.setMuted(chatId, !isMuted),
  };
  if (chat.type === 'bot') {
    const block = person.blockedBot
      ? { icon: 'check', text: 'Unblock bot', onClick: () => on.block(false) }
      : { icon: 'stop', text: 'Stop and block bot', danger: true, onClick: () => on.block(true) };
    return [mute, ...(chat.needsStart ? [] : [block])];
  }
  const { link } = chat;
  const copy = link === null ? [] : [{ icon: 'link', text: 'Copy link', onClick: () => on.copy(link) }];
  if (chat.isOwn) return [mute, ...copy, ...ownItems(chat, on)];
  if (chat.membership !== 'member')
    return copy.length > 0 ? copy : [{ icon: 'lock', text: 'Private channel', onClick: () => {} }];
  return [mute, ...copy, { icon: 'exit', text: 'Leave channel', danger: true, onClick: () => on.leave(chat) }];
}

/** What the owner presses in Telegram's apps under "Administrators", and in a group under "Add members". */
const IN_A_GROUP = { postMessages: true, inviteUsers: false, restrictMembers: false, changeInfo: false };

/**
 * @param {WorldChat} chat
 * @param {ChatHandlers} on
 * @returns {readonly MenuItem[]}
 */
function ownItems(chat, on) {
  const remove = { icon: 'exit', text: 'Remove the bot', danger: true, onClick: () => on.setBot(chat, null) };
  if (chat.type === 'group')
    return chat.botRights === null
      ? [{ icon: 'userPlus', text: 'Add the bot', onClick: () => on.setBot(chat, IN_A_GROUP) }]
      : [remove];
  const isIn = chat.botRights !== null;
  const rights = { icon: 'people', text: isIn ? 'Rights of the bot' : 'Add the bot as administrator' };
  return [{ ...rights, onClick: () => on.setRights(chat) }, ...(isIn ? [remove] : [])];
}

/** @param {WorldChat} chat */
function describeStatus(chat) {
  if (chat.action !== null) return describeAction(chat.action);
  if (chat.type === 'bot') return 'bot';
  if (chat.type === 'group') return chat.memberCount === 1 ? '1 member' : `${formatNumber(chat.memberCount)} members`;
  const kind = chat.username === null ? 'private channel' : 'public channel';
  if (chat.memberCount === 0) return kind;
  return `${formatNumber(chat.memberCount)} ${chat.memberCount === 1 ? 'subscriber' : 'subscribers'}`;
}
