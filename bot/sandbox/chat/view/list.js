// @ts-check
/** @import { WorldChat, WorldMessage, WorldPerson } from '../../telegram/world.ts' */
/** @import { Clock } from '../data/clock.js' */
/** @import { Store } from '../data/store.js' */
/**
 * @typedef {object} ListDeps
 * @property {Store} store
 * @property {Clock} clock
 * @property {(chatId: number) => unknown} onOpen
 * @property {(url: string) => unknown} onLink
 * @property {(anchor: HTMLElement) => unknown} onPerson
 */
/**
 * @typedef {object} List
 * @property {ListDeps} deps
 * @property {HTMLInputElement} search
 * @property {HTMLElement} rows
 * @property {HTMLElement} account
 * @property {Map<number, { signature: string, row: HTMLElement }>} drawn rows by chat id
 * @property {number | null} openChatId
 */

import { formatListTime } from '../data/clock.js';
import { looksLikeLink } from '../data/links.js';
import { avatar, chatFace, el, icon } from './dom.js';
import { emojiNodes } from './emoji.js';

/**
 * The chats of one person, newest first, with a field that searches them and opens t.me links.
 * @param {ListDeps} deps
 */
export function createList(deps) {
  const search = el('input', {
    type: 'search',
    placeholder: 'Search or paste a t.me link',
    'aria-label': 'Search chats or open a t.me link',
    autocomplete: 'off',
  });
  const rows = el('nav', { class: 'chats', 'aria-label': 'Chats' });
  const account = el('button', { class: 'who', type: 'button', 'aria-label': 'Account' });
  const node = el(
    'aside',
    { class: 'list' },
    el('header', { class: 'list-head' }, account, el('label', { class: 'search' }, icon('search'), search)),
    rows,
  );
  /** @type {List} */
  const list = { deps, search, rows, account, drawn: new Map(), openChatId: null };
  account.addEventListener('click', () => deps.onPerson(account));
  search.addEventListener('input', () => draw(list));
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') rows.querySelector('button')?.click();
    if (event.key === 'Escape') clearSearch(list);
  });
  rows.addEventListener('keydown', (event) => moveFocus(rows, event));
  return {
    node,
    /** @param {number | null} openChatId */
    update(openChatId) {
      list.openChatId = openChatId;
      draw(list);
    },
  };
}

/** @param {List} list */
function clearSearch(list) {
  list.search.value = '';
  draw(list);
}

/**
 * @param {HTMLElement} rows
 * @param {KeyboardEvent} event
 */
function moveFocus(rows, event) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
  if (step === undefined) return;
  const buttons = [...rows.querySelectorAll('button')];
  buttons[buttons.findIndex((button) => button.contains(document.activeElement)) + step]?.focus();
  event.preventDefault();
}

/** @param {List} list */
function draw(list) {
  const { rows, search, account, openChatId, deps } = list;
  const snapshot = deps.store.snapshot();
  if (snapshot === null) return;
  drawAccount(account, snapshot.person);
  const query = search.value.trim();
  const nowMs = deps.clock.nowMs() ?? snapshot.nowMs;
  const chats = orderChats(snapshot.chats).filter(({ title }) => title.toLowerCase().includes(query.toLowerCase()));
  /** @type {HTMLElement[]} */
  const nodes = looksLikeLink(query)
    ? [linkRow(list, query)]
    : chats.map((chat) => chatRow(list, { chat, isOpen: chat.id === openChatId, nowMs }));
  if (nodes.length === 0) nodes.push(el('p', { class: 'no-chats' }, 'Nothing found.'));
  showRows(rows, nodes);
}

/**
 * @param {HTMLElement} account
 * @param {WorldPerson} person
 */
function drawAccount(account, { id, firstName }) {
  if (account.dataset.person === `${id}${firstName}`) return;
  account.dataset.person = `${id}${firstName}`;
  account.replaceChildren(avatar(id, firstName, 'small'));
  account.title = `${firstName}: account and Stars`;
}

/**
 * Replaces the rows only when they changed; the row that had the focus keeps it.
 * @param {HTMLElement} rows
 * @param {readonly HTMLElement[]} nodes
 */
function showRows(rows, nodes) {
  const { activeElement } = document;
  const focused =
    activeElement instanceof HTMLElement && rows.contains(activeElement) ? activeElement.dataset.chat : undefined;
  const isSame = nodes.length === rows.children.length && nodes.every((row, index) => row === rows.children[index]);
  if (!isSame) rows.replaceChildren(...nodes);
  if (focused === undefined) return;
  const again = nodes.find((row) => row.dataset.chat === focused);
  again?.focus({ preventScroll: true });
}

/**
 * @param {List} list
 * @param {string} url
 */
function linkRow(list, url) {
  const click = () => {
    clearSearch(list);
    list.deps.onLink(url);
  };
  return el(
    'button',
    { class: 'chat-row', type: 'button', on: { click } },
    el('span', { class: 'avatar avatar-medium avatar-blue' }, icon('link')),
    el(
      'span',
      { class: 'chat-main' },
      el('span', { class: 'chat-line' }, el('span', { class: 'chat-title' }, 'Open link')),
      el('span', { class: 'chat-line' }, el('span', { class: 'chat-preview' }, url)),
    ),
  );
}

/**
 * The row drawn before, where nothing in it changed.
 * @param {List} list
 * @param {{ chat: WorldChat, isOpen: boolean, nowMs: number }} shown
 */
function chatRow({ deps: { store, onOpen }, drawn }, { chat, isOpen, nowMs }) {
  const last = chat.messages.at(-1) ?? null;
  const unread = store.unread(chat);
  const isMuted = store.isMuted(chat.id);
  const time = last === null ? '' : formatListTime(last.dateMs, nowMs);
  const { title, membership, action, needsStart } = chat;
  const signature = JSON.stringify([title, last, unread, isMuted, isOpen, time, membership, action, needsStart]);
  const old = drawn.get(chat.id);
  if (old?.signature === signature) return old.row;
  const row = drawChatRow({ chat, last, unread, isMuted, isOpen, time, onOpen });
  drawn.set(chat.id, { signature, row });
  return row;
}

/**
 * @param {{
 *   chat: WorldChat, last: WorldMessage | null, unread: number, isMuted: boolean, isOpen: boolean, time: string,
 *   onOpen: (chatId: number) => unknown,
 * }} row
 */
function drawChatRow({ chat, last, unread, isMuted, isOpen, time, onOpen }) {
  const isLocked = chat.type === 'channel' && chat.membership !== 'member' && chat.username === null;
  const badge =
    unread === 0
      ? null
      : el('span', { class: `badge ${isMuted ? 'muted' : ''}`, 'aria-label': `${unread} unread` }, String(unread));
  return el(
    'button',
    {
      class: 'chat-row',
      type: 'button',
      'data-chat': chat.id,
      'aria-current': isOpen ? 'true' : null,
      on: { click: () => onOpen(chat.id) },
    },
    chatFace(chat),
    el(
      'span',
      { class: 'chat-main' },
      el(
        'span',
        { class: 'chat-line' },
        isLocked
          ? icon('lock')
          : chat.type === 'channel'
            ? icon('megaphone')
            : chat.type === 'group'
              ? icon('people')
              : null,
        el('span', { class: 'chat-title' }, chat.title),
        isMuted ? icon('bellOff', 'is-muted') : null,
        el('span', { class: 'chat-time' }, time),
      ),
      el('span', { class: 'chat-line' }, el('span', { class: 'chat-preview' }, preview(chat, last, isLocked)), badge),
    ),
  );
}

/**
 * Telegram's order: what moved last stands first. A bot that waits for START stands on top, locked channels at the end.
 * @param {readonly WorldChat[]} chats
 */
function orderChats(chats) {
  const rank = (/** @type {WorldChat} */ chat) => {
    if (chat.needsStart) return Number.POSITIVE_INFINITY;
    return chat.messages.at(-1)?.dateMs ?? 0;
  };
  return [...chats].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)));
}

/**
 * @param {WorldChat} chat
 * @param {WorldMessage | null} last
 * @param {boolean} isLocked
 */
function preview(chat, last, isLocked) {
  if (chat.action !== null) return el('span', { class: 'accent' }, describeAction(chat.action));
  if (chat.membership === 'requested') return 'Join request sent';
  if (isLocked) return 'Private channel';
  if (chat.needsStart) return el('span', { class: 'accent' }, 'Press START to begin');
  if (last === null) return chat.type === 'channel' ? 'No posts yet' : '';
  const text = last.text.replace(/\s+/g, ' ').slice(0, 140);
  if (last.author === 'person') return [el('span', { class: 'strong' }, 'You: '), ...emojiNodes(text)];
  if (last.invoice !== null) return [el('span', { class: 'accent' }, 'Invoice '), ...emojiNodes(last.invoice.title)];
  if (last.photoUrl !== null) return [icon('photo'), ...emojiNodes(text === '' ? 'Photo' : text)];
  return emojiNodes(text);
}

/**
 * "typing" for Telegram's chat actions.
 * @param {string} action
 */
export function describeAction(action) {
  if (action === 'upload_photo') return 'sending a photo';
  if (action === 'upload_document') return 'sending a file';
  return action.startsWith('upload') ? 'sending a file' : 'typing';
}
