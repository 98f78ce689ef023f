// @ts-check
/** @import { WorldChat, WorldMessage } from '../../telegram/world.ts' */
/** @import { MessageHandlers, Place } from './bubble.js' */
/** @import { Clock } from '../data/clock.js' */
/** @typedef {{ key: string, dateMs: number, messages: WorldMessage[] }} Day */
/** @import { Key, Keyed } from './reconcile.js' */
/**
 * @typedef {object} History
 * @property {Clock} clock
 * @property {MessageHandlers} on
 * @property {() => void} onRead
 * @property {HTMLElement} inner
 * @property {HTMLElement} count
 * @property {HTMLElement} down
 * @property {HTMLElement} scroller
 * @property {Map<Key, Element>} days
 * @property {Map<number, { node: HTMLElement, signature: string, message: WorldMessage }>} rows
 * @property {boolean} isPinned
 * @property {number} missed
 * @property {number | null} newestDrawn id of the newest message that was drawn
 * @property {number | null} unreadFrom
 * @property {boolean} settling
 * @property {number} awaitedUntil
 * @property {number | undefined} scrollTimer
 */

import { dayKey, formatDay } from '../data/clock.js';
import { renderMessage } from './bubble.js';
import { el, icon } from './dom.js';
import { introduction } from './introduction.js';
import { keep, keepFocus, prune, reconcile } from './reconcile.js';

const SAME_RUN_MS = 10 * 60_000;
const AT_BOTTOM_PX = 80;

/**
 * The scrolling history of one chat. Only rows that changed are drawn again. While the reader is at the bottom it stays
 * there; further up, new messages are counted on the button that leads down.
 * @param {{ clock: Clock, on: MessageHandlers, onRead: () => void }} deps
 */
export function createMessages(deps) {
  const inner = el('div', { class: 'history', role: 'log', 'aria-live': 'polite', 'aria-label': 'Messages' });
  const count = el('span', { class: 'badge' });
  const down = el(
    'button',
    { class: 'scroll-down', type: 'button', 'aria-label': 'Scroll to the newest message' },
    icon('down'),
    count,
  );
  const scroller = el('div', { class: 'scroller', tabindex: -1 }, inner);
  const node = el('div', { class: 'messages' }, scroller, down);
  /** @type {History} */
  const history = {
    ...{ ...deps, inner, count, down, scroller, days: new Map(), rows: new Map() },
    ...{ isPinned: true, missed: 0, newestDrawn: null, unreadFrom: null },
    ...{ settling: false, awaitedUntil: 0, scrollTimer: undefined },
  };
  const observer = listenToScrolling(history);
  return {
    node,
    update: (/** @type {WorldChat} */ chat, /** @type {number | null} */ firstUnread) =>
      update(history, chat, firstUnread),
    isPinned: () => history.isPinned,
    /**
     * The person asked for something: what comes next is scrolled to, wherever they stand.
     * @param {number} forMs
     */
    awaitAnswer(forMs) {
      history.awaitedUntil = performance.now() + forMs;
    },
    destroy: () => observer.disconnect(),
  };
}

/** @param {History} history */
function isAtBottom({ scroller }) {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AT_BOTTOM_PX;
}

/**
 * @param {History} history
 * @param {ScrollBehavior} [behavior]
 */
function toBottom({ scroller }, behavior = 'instant') {
  scroller.scrollTo({ top: scroller.scrollHeight, behavior });
}

/** @param {History} history */
function showDown({ down, count, isPinned, missed }) {
  down.classList.toggle('shown', !isPinned);
  down.tabIndex = isPinned ? -1 : 0;
  count.textContent = missed === 0 ? '' : String(missed);
}

/**
 * The day's label floats over the messages only while one scrolls.
 * @param {History} history
 */
function showFloatingDay(history) {
  const { scroller, inner } = history;
  const top = scroller.getBoundingClientRect().top + 9;
  for (const label of inner.querySelectorAll('.day-label')) {
    const dayTop = label.parentElement?.getBoundingClientRect().top ?? top;
    const floats = dayTop < top - 12 && label.getBoundingClientRect().top <= top;
    label.classList.toggle('floating', floats);
  }
  if (isAtBottom(history)) return;
  scroller.classList.add('scrolling');
  clearTimeout(history.scrollTimer);
  history.scrollTimer = setTimeout(() => scroller.classList.remove('scrolling'), 900);
}

/** @param {History} history */
function onScroll(history) {
  showFloatingDay(history);
  history.isPinned = isAtBottom(history);
  if (history.isPinned) {
    history.settling = false;
    history.missed = 0;
    history.onRead();
  }
  showDown(history);
}

/** @param {History} history */
function scrollDown(history) {
  history.isPinned = true;
  history.missed = 0;
  history.settling = true;
  setTimeout(() => {
    history.settling = false;
  }, 600);
  toBottom(history, matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth');
  history.onRead();
  showDown(history);
}

/**
 * @param {History} history
 * @returns {ResizeObserver}
 */
function listenToScrolling(history) {
  const { scroller, inner, down } = history;
  const stopAwaiting = () => {
    history.awaitedUntil = 0;
  };
  for (const name of ['wheel', 'touchmove']) scroller.addEventListener(name, stopAwaiting, { passive: true });
  scroller.addEventListener(
    'scroll',
    () => (history.settling && !isAtBottom(history) ? undefined : onScroll(history)),
    { passive: true },
  );
  down.addEventListener('click', () => scrollDown(history));
  // Pictures that load and keyboards that open change the height; a reader at the newest message stays there.
  const observer = new ResizeObserver(() => {
    if (history.isPinned && !history.settling) toBottom(history);
  });
  observer.observe(scroller);
  observer.observe(inner);
  return observer;
}

/**
 * @param {History} history
 * @param {WorldChat} chat
 * @param {number | null} firstUnread
 */
function update(history, chat, firstUnread) {
  const { inner, days, rows, newestDrawn } = history;
  const isOpening = newestDrawn === null;
  if (isOpening) history.unreadFrom = firstUnread;
  const fresh = newestDrawn === null ? [] : chat.messages.filter(({ messageId }) => messageId > newestDrawn);
  history.newestDrawn = Math.max(newestDrawn ?? 0, chat.messages.at(-1)?.messageId ?? 0);
  const nowMs = history.clock.nowMs() ?? chat.messages.at(-1)?.dateMs ?? 0;
  /** @type {Keyed[]} */
  const wanted = splitDays(chat.messages).map((day) => [day.key, drawDay(history, { chat, day, nowMs, fresh })]);
  reconcile(inner, wanted.length === 0 ? [['empty', introduction(chat)]] : wanted, days);
  prune(rows, new Set(chat.messages.map(({ messageId }) => messageId)));
  if (isOpening) return open(history);
  const isAwaited = fresh.length > 0 && performance.now() < history.awaitedUntil;
  if (history.isPinned || isAwaited || fresh.some(({ author }) => author === 'person')) {
    history.isPinned = true;
    toBottom(history);
    if (fresh.length > 0) history.onRead();
  } else history.missed += fresh.filter(({ author }) => author !== 'person').length;
  showDown(history);
}

/** @param {History} history */
function open(history) {
  const mark = history.inner.querySelector('.unread-mark');
  requestAnimationFrame(() => {
    if (mark === null) toBottom(history);
    else mark.scrollIntoView({ block: 'center' });
    onScroll(history);
  });
}

/**
 * @param {History} history
 * @param {{ chat: WorldChat, day: Day, nowMs: number, fresh: readonly WorldMessage[] }} drawing
 */
function drawDay(history, { chat, day, nowMs, fresh }) {
  const section = history.days.get(day.key) ?? el('section', { class: 'day' });
  const label = formatDay(day.dateMs, nowMs);
  /** @type {Keyed[]} */
  const parts = [['label', keep(section, '.day-label', label)]];
  day.messages.forEach((message, index) => {
    const place = placeOf(day.messages, index, chat.messages);
    if (message.messageId === history.unreadFrom)
      parts.push(['mark', keep(section, '.unread-mark', 'Unread messages')]);
    parts.push([message.messageId, drawRow(history, { chat, message, place, isFresh: fresh.includes(message) })]);
  });
  reconcile(section, parts, new Map());
  return section;
}

/**
 * @param {History} history
 * @param {{ chat: WorldChat, message: WorldMessage, place: Place, isFresh: boolean }} drawing
 */
function drawRow({ rows, on }, { chat, message, place, isFresh }) {
  const signature = JSON.stringify([message, place]);
  const old = rows.get(message.messageId);
  if (old?.signature === signature) return old.node;
  const drawn = renderMessage({ chat, message, place, on });
  if (isFresh) drawn.classList.add('arriving');
  const isEdit = old !== undefined && old.message.editedMs !== message.editedMs;
  if (isEdit) drawn.classList.add('just-edited');
  if (old !== undefined) keepFocus(old.node, drawn);
  rows.set(message.messageId, { node: drawn, signature, message });
  return drawn;
}

/** @param {readonly WorldMessage[]} messages */
function splitDays(messages) {
  /** @type {Day[]} */
  const days = [];
  for (const message of messages) {
    const key = dayKey(message.dateMs);
    const last = days.at(-1);
    if (last?.key === key) last.messages.push(message);
    else days.push({ key, dateMs: message.dateMs, messages: [message] });
  }
  return days;
}

/**
 * @param {readonly WorldMessage[]} messages those of one day
 * @param {number} index
 * @param {readonly WorldMessage[]} all
 * @returns {Place}
 */
function placeOf(messages, index, all) {
  const message = messages[index];
  const joins = (/** @type {WorldMessage | undefined} */ a, /** @type {WorldMessage | undefined} */ b) =>
    a !== undefined &&
    b !== undefined &&
    a.author === b.author &&
    a.author !== 'service' &&
    Math.abs(a.dateMs - b.dateMs) < SAME_RUN_MS;
  const isRead =
    message?.author !== 'person' || all.some((other) => other.messageId > message.messageId && other.author === 'bot');
  return { isFirst: !joins(messages[index - 1], message), isLast: !joins(message, messages[index + 1]), isRead };
}
