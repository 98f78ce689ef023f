// @ts-check
/** @import { WorldChat, WorldMessage } from '../telegram/world.ts' */
/** @import { MessageHandlers, Place } from './bubble.js' */
/** @import { Clock } from './clock.js' */
/** @typedef {{ key: string, dateMs: number, messages: WorldMessage[] }} Day */
/** @typedef {string | number} Key */
/** @typedef {[key: Key, node: Element]} Keyed */

import { renderIntroduction, renderMessage } from './bubble.js';
import { dayKey, formatDay } from './clock.js';
import { el, icon } from './dom.js';
import { emojiNodes } from './emoji.js';

const SAME_RUN_MS = 10 * 60_000;
const AT_BOTTOM_PX = 80;

/**
 * The scrolling history of one chat. Only rows that changed are drawn again. While the reader is at the bottom it stays
 * there; further up, new messages are counted on the button that leads down.
 * @param {{ clock: Clock, on: MessageHandlers, onRead: () => void }} deps
 */
export function createMessages({ clock, on, onRead }) {
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
  /** @type {Map<Key, Element>} */
  const days = new Map();
  /** @type {Map<number, { node: HTMLElement, signature: string, message: WorldMessage }>} */
  const rows = new Map();
  let isPinned = true;
  let missed = 0;
  /** @type {number | null} the newest message that was drawn */
  let known = null;
  /** @type {number | null} */
  let unreadFrom = null;
  let settling = false;
  let awaitedUntil = 0;
  /** @type {number | undefined} */
  let scrollTimer;

  const isAtBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AT_BOTTOM_PX;
  const toBottom = (/** @type {ScrollBehavior} */ behavior = 'instant') =>
    scroller.scrollTo({ top: scroller.scrollHeight, behavior });

  function showDown() {
    down.classList.toggle('shown', !isPinned);
    down.tabIndex = isPinned ? -1 : 0;
    count.textContent = missed === 0 ? '' : String(missed);
  }

  /** The day's label floats over the messages only while one scrolls. */
  function showFloatingDay() {
    const top = scroller.getBoundingClientRect().top + 9;
    for (const label of inner.querySelectorAll('.day-label')) {
      const dayTop = label.parentElement?.getBoundingClientRect().top ?? top;
      const floats = dayTop < top - 12 && label.getBoundingClientRect().top <= top;
      label.classList.toggle('floating', floats);
    }
    if (isAtBottom()) return;
    scroller.classList.add('scrolling');
    clearTimeout(scrollTimer);
    scrollTimer = setTimeout(() => scroller.classList.remove('scrolling'), 900);
  }

  function onScroll() {
    showFloatingDay();
    isPinned = isAtBottom();
    if (isPinned) {
      settling = false;
      missed = 0;
      onRead();
    }
    showDown();
  }

  for (const name of ['wheel', 'touchmove']) {
    const stopAwaiting = () => {
      awaitedUntil = 0;
    };
    scroller.addEventListener(name, stopAwaiting, { passive: true });
  }
  scroller.addEventListener('scroll', () => (settling && !isAtBottom() ? undefined : onScroll()), { passive: true });
  down.addEventListener('click', () => {
    isPinned = true;
    missed = 0;
    settling = true;
    setTimeout(() => {
      settling = false;
    }, 600);
    toBottom(matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth');
    onRead();
    showDown();
  });
  // Pictures that load and keyboards that open change the height; who reads the newest goes on reading it.
  const observer = new ResizeObserver(() => {
    if (isPinned && !settling) toBottom();
  });
  observer.observe(scroller);
  observer.observe(inner);

  /**
   * @param {WorldChat} chat
   * @param {number | null} firstUnread
   */
  function update(chat, firstUnread) {
    const before = known;
    const isOpening = before === null;
    if (isOpening) unreadFrom = firstUnread;
    const fresh = before === null ? [] : chat.messages.filter(({ messageId }) => messageId > before);
    known = Math.max(known ?? 0, chat.messages.at(-1)?.messageId ?? 0);
    const nowMs = clock.nowMs() ?? chat.messages.at(-1)?.dateMs ?? 0;
    /** @type {Keyed[]} */
    const wanted = splitDays(chat.messages).map((day) => [day.key, drawDay({ chat, day, nowMs, fresh })]);
    reconcile(inner, wanted.length === 0 ? [['empty', introduction(chat)]] : wanted, days);
    prune(rows, new Set(chat.messages.map(({ messageId }) => messageId)));
    if (isOpening) return open();
    const isAwaited = fresh.length > 0 && performance.now() < awaitedUntil;
    if (isPinned || isAwaited || fresh.some(({ author }) => author === 'person')) {
      isPinned = true;
      toBottom();
      if (fresh.length > 0) onRead();
    } else missed += fresh.filter(({ author }) => author !== 'person').length;
    showDown();
  }

  function open() {
    const mark = inner.querySelector('.unread-mark');
    requestAnimationFrame(() => {
      if (mark === null) toBottom();
      else mark.scrollIntoView({ block: 'center' });
      onScroll();
    });
  }

  /** @param {{ chat: WorldChat, day: Day, nowMs: number, fresh: readonly WorldMessage[] }} drawing */
  function drawDay({ chat, day, nowMs, fresh }) {
    const section = days.get(day.key) ?? el('section', { class: 'day' });
    const label = formatDay(day.dateMs, nowMs);
    /** @type {Keyed[]} */
    const parts = [['label', keep(section, '.day-label', label)]];
    day.messages.forEach((message, index) => {
      const place = placeOf(day.messages, index, chat.messages);
      if (message.messageId === unreadFrom) parts.push(['mark', keep(section, '.unread-mark', 'Unread messages')]);
      parts.push([message.messageId, drawRow({ chat, message, place, isFresh: fresh.includes(message) })]);
    });
    reconcile(section, parts, new Map());
    return section;
  }

  /** @param {{ chat: WorldChat, message: WorldMessage, place: Place, isFresh: boolean }} drawing */
  function drawRow({ chat, message, place, isFresh }) {
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

  return {
    node,
    update,
    toBottom,
    isPinned: () => isPinned,
    /**
     * The person asked for something: what comes next is scrolled to, wherever they stand.
     * @param {number} forMs
     */
    awaitAnswer(forMs) {
      awaitedUntil = performance.now() + forMs;
    },
    destroy: () => observer.disconnect(),
  };
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

/**
 * @param {Element} section
 * @param {string} selector
 * @param {string} text
 */
function keep(section, selector, text) {
  const old = section.querySelector(`:scope > ${selector}`);
  const node = old ?? el('div', { class: selector.slice(1) }, el('span', { class: 'pill' }));
  const label = node.firstElementChild;
  if (label !== null && label.textContent !== text) label.textContent = text;
  return node;
}

/**
 * Brings the children into the wanted order without touching those already in place.
 * @param {Element} container
 * @param {readonly Keyed[]} wanted
 * @param {Map<Key, Element>} cache
 */
function reconcile(container, wanted, cache) {
  const nodes = new Set(wanted.map(([, node]) => node));
  for (const child of [...container.children]) if (!nodes.has(child)) child.remove();
  wanted.forEach(([, node], index) => {
    if (container.children[index] !== node) container.insertBefore(node, container.children[index] ?? null);
  });
  cache.clear();
  for (const [key, node] of wanted) cache.set(key, node);
}

/**
 * @param {Map<number, unknown>} rows
 * @param {ReadonlySet<number>} wantedIds
 */
function prune(rows, wantedIds) {
  for (const id of rows.keys()) if (!wantedIds.has(id)) rows.delete(id);
}

/**
 * A button that had the focus keeps it when its message is edited under it.
 * @param {Element} oldNode
 * @param {Element} newNode
 */
function keepFocus(oldNode, newNode) {
  if (!oldNode.contains(document.activeElement)) return;
  const index = [...oldNode.querySelectorAll('button')].findIndex((button) => button.contains(document.activeElement));
  requestAnimationFrame(() => newNode.querySelectorAll('button')[index]?.focus({ preventScroll: true }));
}

/** @param {WorldChat} chat */
function introduction(chat) {
  if (chat.type === 'bot') {
    return el(
      'div',
      { class: 'bot-card' },
      el('h2', {}, 'What can this bot do?'),
      el('p', {}, emojiNodes(chat.about || 'Press START below and it will tell you.')),
    );
  }
  if (chat.membership === 'member')
    return renderIntroduction(chat, [chat.about, 'Nothing has been posted yet. New posts appear here by themselves.']);
  if (chat.membership === 'requested')
    return renderIntroduction(chat, [
      chat.about,
      'Your request to join was sent. The bot answers it at once when your plan includes this channel.',
    ]);
  if (chat.username !== null) return renderIntroduction(chat, [chat.about]);
  return renderIntroduction(chat, [chat.about, 'This channel is private: its posts show once you are a member.']);
}
