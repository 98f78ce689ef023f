import { renderIntroduction, renderMessage } from './bubble.js';
import { dayKey, formatDay } from './clock.js';
import { el, icon } from './dom.js';
import { emojiNodes } from './emoji.js';

const SAME_RUN_MS = 10 * 60_000;
const AT_BOTTOM_PX = 80;

/**
 * The scrolling history of one chat. Only rows that changed are drawn again. While the reader is at the bottom it stays
 * there; further up, new messages are counted on the button that leads down.
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
  const days = new Map();
  const rows = new Map();
  let isPinned = true;
  let missed = 0;
  let known = null;
  let unreadFrom = null;
  let settling = false;
  let awaitedUntil = 0;
  let scrollTimer = null;

  const isAtBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AT_BOTTOM_PX;
  const toBottom = (behavior = 'instant') => scroller.scrollTo({ top: scroller.scrollHeight, behavior });

  function showDown() {
    down.classList.toggle('shown', !isPinned);
    down.tabIndex = isPinned ? -1 : 0;
    count.textContent = missed === 0 ? '' : String(missed);
  }

  /** The day's label floats over the messages only while one scrolls. */
  function showFloatingDay() {
    const top = scroller.getBoundingClientRect().top + 9;
    for (const label of inner.querySelectorAll('.day-label')) {
      const floats =
        label.parentElement.getBoundingClientRect().top < top - 12 && label.getBoundingClientRect().top <= top;
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
    scroller.addEventListener(name, () => (awaitedUntil = 0), { passive: true });
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

  function update(chat, firstUnread) {
    const isOpening = known === null;
    if (isOpening) unreadFrom = firstUnread;
    const fresh = isOpening ? [] : chat.messages.filter(({ messageId }) => messageId > known);
    known = Math.max(known ?? 0, chat.messages.at(-1)?.messageId ?? 0);
    const nowMs = clock.nowMs() ?? chat.messages.at(-1)?.dateMs ?? 0;
    const draw = (day) => drawDay({ chat, day, nowMs, fresh });
    const wanted = splitDays(chat.messages).map((day) => [day.key, draw(day)]);
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

  function drawDay({ chat, day, nowMs, fresh }) {
    const section = days.get(day.key) ?? el('section', { class: 'day' });
    const label = formatDay(day.dateMs, nowMs);
    const parts = [['label', keep(section, '.day-label', label)]];
    day.messages.forEach((message, index) => {
      const place = placeOf(day.messages, index, chat);
      if (message.messageId === unreadFrom) parts.push(['mark', keep(section, '.unread-mark', 'Unread messages')]);
      parts.push([message.messageId, drawRow({ chat, message, place, isFresh: fresh.includes(message) })]);
    });
    reconcile(section, parts, new Map());
    return section;
  }

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
    /** The person asked for something: what comes next is scrolled to, wherever they stand. */
    awaitAnswer(forMs) {
      awaitedUntil = performance.now() + forMs;
    },
    destroy: () => observer.disconnect(),
  };
}

function splitDays(messages) {
  const days = [];
  for (const message of messages) {
    const key = dayKey(message.dateMs);
    if (days.at(-1)?.key === key) days.at(-1).messages.push(message);
    else days.push({ key, dateMs: message.dateMs, messages: [message] });
  }
  return days;
}

function placeOf(messages, index, chat) {
  const message = messages[index];
  const joins = (a, b) =>
    a !== undefined &&
    b !== undefined &&
    a.author === b.author &&
    a.author !== 'service' &&
    Math.abs(a.dateMs - b.dateMs) < SAME_RUN_MS;
  const isRead =
    message.author !== 'person' ||
    chat.messages.some((other) => other.messageId > message.messageId && other.author === 'bot');
  return { isFirst: !joins(messages[index - 1], message), isLast: !joins(message, messages[index + 1]), isRead };
}

function keep(section, selector, text) {
  const old = section.querySelector(`:scope > ${selector}`);
  const node = old ?? el('div', { class: selector.slice(1) }, el('span', { class: 'pill' }));
  if (node.firstElementChild.textContent !== text) node.firstElementChild.textContent = text;
  return node;
}

/** Brings the children into the wanted order without touching those already in place. */
function reconcile(container, wanted, cache) {
  const nodes = new Set(wanted.map(([, node]) => node));
  for (const child of [...container.children]) if (!nodes.has(child)) child.remove();
  wanted.forEach(([, node], index) => {
    if (container.children[index] !== node) container.insertBefore(node, container.children[index] ?? null);
  });
  cache.clear();
  for (const [key, node] of wanted) cache.set(key, node);
}

function prune(rows, wantedIds) {
  for (const id of rows.keys()) if (!wantedIds.has(id)) rows.delete(id);
}

/** A button that had the focus keeps it when its message is edited under it. */
function keepFocus(oldNode, newNode) {
  if (!oldNode.contains(document.activeElement)) return;
  const index = [...oldNode.querySelectorAll('button')].indexOf(document.activeElement);
  requestAnimationFrame(() => newNode.querySelectorAll('button')[index]?.focus({ preventScroll: true }));
}

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
