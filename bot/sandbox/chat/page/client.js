// @ts-check
/** @import { WorldAction, WorldActionResult, WorldPerson } from '../../telegram/world.ts' */
/** @import { Clock } from '../data/clock.js' */
/** @import { MenuItem } from '../view/menu.js' */
/** @import { Store } from '../data/store.js' */
/**
 * @typedef {object} Client
 * @property {Store} store
 * @property {Clock} clock
 * @property {() => readonly MenuItem[]} accountItems
 * @property {HTMLElement} node
 * @property {HTMLElement} stage
 * @property {HTMLElement} owner
 * @property {HTMLElement} toasts
 * @property {ReturnType<typeof createList>} list
 * @property {Map<number, string>} drafts texts not sent yet, by chat id
 * @property {ReturnType<typeof createChatView> | null} view the open chat
 * @property {boolean} hasStarted
 * @property {(text: string) => void} toast
 * @property {(action: WorldAction) => Promise<WorldActionResult | null>} perform sends an action and shows what came back
 * @property {(chatId: number) => void} showChat
 * @property {() => void} back from a chat to the list
 */

import { botChat } from '../data/bot-chat.js';
import { showAlert } from '../sheets/sheets.js';
import { openStars } from '../sheets/stars.js';
import { createChatView } from '../view/chat-view.js';
import { avatar, el, starAmount } from '../view/dom.js';
import { emojiNodes } from '../view/emoji.js';
import { createList } from '../view/list.js';
import { openMenu } from '../view/menu.js';
import { addToChannel, makeChat } from './add-to-channel.js';
import { createChatHandlers } from './chat-handlers.js';
import { followLink } from './follow-link.js';

const TOAST_MS = 3_200;
const NARROW_PX = 720;

/**
 * One person's Telegram: the list of chats and the open chat, side by side or one at a time when narrow.
 * @param {{ store: Store, clock: Clock, accountItems: () => readonly MenuItem[] }} deps
 */
export function createClient(deps) {
  const { store, clock } = deps;
  const list = createList({
    store,
    clock,
    onOpen: (chatId) => showChat(client, chatId),
    onLink: (url) => followLink(client, url),
    onPerson: (anchor) => openAccount(client, anchor),
  });
  const toasts = el('div', { class: 'toasts', role: 'status' });
  const stage = el('div', { class: 'stage' });
  const owner = el('p', { class: 'owner' });
  const node = el('div', { class: 'client', 'data-screen': 'list' }, owner, list.node, stage, toasts);
  /** @type {Client} */
  const client = {
    ...{ ...deps, node, stage, owner, toasts, list, drafts: new Map(), view: null, hasStarted: false },
    toast: (text) => toast(client, text),
    perform: (action) => perform(client, action),
    showChat: (chatId) => showChat(client, chatId),
    back: () => back(client),
  };
  const stop = store.subscribe(() => update(client));
  update(client);
  return {
    node,
    personId: store.personId,
    followLink: (/** @type {string} */ url) => followLink(client, url),
    showList: () => showList(client),
    unread: () =>
      (store.snapshot()?.chats ?? [])
        .filter(({ id }) => !store.isMuted(id))
        .reduce((sum, chat) => sum + store.unread(chat), 0),
    destroy() {
      stop();
      closeView(client);
    },
  };
}

/** Where one pane fills the page, the browser's own back button leads to the list. */
function isPhone() {
  return window.innerWidth < NARROW_PX;
}

/**
 * @param {Client} client
 * @param {string} text
 */
function toast({ toasts }, text) {
  const item = el('p', { class: 'toast' }, emojiNodes(text));
  toasts.replaceChildren(item);
  setTimeout(() => item.remove(), TOAST_MS);
}

/**
 * Sends an action and shows what came back. Resolves to the result, or null when it failed.
 * @param {Client} client
 * @param {WorldAction} action
 */
async function perform(client, action) {
  try {
    const result = await client.store.act(action);
    await showResult(client, result);
    return result;
  } catch (error) {
    toast(client, error instanceof Error ? error.message : String(error));
    return null;
  }
}

/**
 * @param {Client} client
 * @param {WorldActionResult} result
 */
async function showResult(client, result) {
  const { store } = client;
  if (result.type === 'refused') return toast(client, result.text);
  if (result.openChatId !== undefined) {
    const chat = await store.whenChat(result.openChatId);
    // What arrived because of this very action is not "unread".
    if (chat !== null) store.markRead(chat);
    showChat(client, result.openChatId);
  }
  if (result.url !== undefined) followLink(client, result.url);
  if (result.addToChannel !== undefined) addToChannel(client, result.addToChannel);
  if (result.toast === undefined || result.toast === '') return undefined;
  return result.alert ? showAlert(store.snapshot()?.botName ?? '', result.toast) : toast(client, result.toast);
}

/**
 * @param {Client} client
 * @param {number} chatId
 * @param {{ byPerson?: boolean }} [options]
 */
function showChat(client, chatId, { byPerson = true } = {}) {
  const { store, clock, node, stage, drafts } = client;
  const chat = store.chat(chatId);
  if (chat === null) return;
  if (client.view?.chatId !== chatId) {
    closeView(client);
    const view = createChatView({ chatId, store, clock, on: createChatHandlers(client) });
    client.view = view;
    stage.replaceChildren(view.node);
    view.update();
    view.setDraft(drafts.get(chatId) ?? '');
  }
  if (byPerson && node.dataset.screen !== 'chat' && isPhone()) history.pushState({ chat: chatId }, '');
  if (byPerson || !isPhone() || chat.needsStart) node.dataset.screen = 'chat';
  update(client);
  if (byPerson && node.clientWidth >= NARROW_PX) client.view?.focus();
}

/** @param {Client} client */
function closeView(client) {
  if (client.view === null) return;
  client.drafts.set(client.view.chatId, client.view.draft());
  client.view.destroy();
  client.view = null;
}

/** @param {Client} client */
function showList({ node }) {
  node.dataset.screen = 'list';
  const current = node.querySelector('.chat-row[aria-current]');
  if (current instanceof HTMLElement) current.focus({ preventScroll: true });
}

/** @param {Client} client */
function back(client) {
  if (isPhone() && history.state?.chat !== undefined) history.back();
  else showList(client);
}

/**
 * @param {Client} client
 * @param {HTMLElement} anchor
 */
function openAccount(client, anchor) {
  const { store } = client;
  const person = store.snapshot()?.person;
  if (person === undefined) return;
  openMenu(anchor, [
    { heading: `${person.firstName}${person.username === null ? '' : ` · @${person.username}`}` },
    { icon: 'star', text: 'My Stars', tail: starAmount(person.stars), onClick: () => openStars(client) },
    null,
    { icon: 'megaphone', text: 'New channel', onClick: () => makeChat(client, 'channel') },
    { icon: 'people', text: 'New group', onClick: () => makeChat(client, 'group') },
    null,
    ...client.accountItems(),
  ]);
}

/**
 * Whose chats these are, shown when several people stand side by side.
 * @param {HTMLElement} owner
 * @param {WorldPerson} person
 */
function drawOwner(owner, { id, firstName, stars }) {
  const drawn = `${id} ${firstName} ${stars}`;
  if (owner.dataset.drawn === drawn) return;
  owner.dataset.drawn = drawn;
  owner.replaceChildren(avatar(id, firstName, 'tiny'), el('span', {}, firstName), starAmount(stars));
}

/** @param {Client} client */
function update(client) {
  const { store, stage, node, list, owner } = client;
  const snapshot = store.snapshot();
  if (snapshot === null) return;
  drawOwner(owner, snapshot.person);
  if (!client.hasStarted) {
    client.hasStarted = true;
    const first = botChat(store) ?? snapshot.chats[0];
    if (first !== undefined) showChat(client, first.id, { byPerson: false });
  }
  if (client.view !== null && store.chat(client.view.chatId) === null) {
    closeView(client);
    stage.replaceChildren(el('p', { class: 'stage-empty' }, 'Select a chat to start messaging'));
    node.dataset.screen = 'list';
  }
  list.update(client.view?.chatId ?? null);
  client.view?.update();
}
