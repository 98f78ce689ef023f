// @ts-check
/** @import { ChatSnapshot, ClockEvent } from '../chat-routes/chat-snapshot.ts' */
/** @import { WorldAction, WorldChat, WorldEvent } from '../telegram/world.ts' */
/** @import { Clock } from './clock.js' */
/** @typedef {ReturnType<typeof createStore>} Store */
/** @typedef {(event: WorldEvent | null) => void} Listener */

import { act, openEvents, readSnapshot } from './api.js';

const MAX_MESSAGES = 400;
const ACTION_SHOWN_MS = 6_000;

/**
 * What one person sees, kept up to date by the event stream. Every (re)connection reads the snapshot anew, and events
 * that came while it was on its way are applied again, so nothing is missed.
 * @param {{ personId: number, clock: Clock }} deps
 */
export function createStore({ personId, clock }) {
  /** @type {Set<Listener>} */
  const listeners = new Set();
  const reads = createReads(personId);
  /** @type {ChatSnapshot | null} */
  let snapshot = null;
  /** @type {EventSource | null} */
  let stream = null;
  let online = false;
  /** @type {WorldEvent[] | null} events that came while a snapshot was on its way */
  let journal = null;
  /** @type {number | null} */
  let refreshTimer = null;
  /** @type {number | undefined} */
  let actionTimer;

  /** @param {WorldEvent | null} [event] */
  function changed(event = null) {
    for (const listener of listeners) listener(event);
  }

  /** @param {(chat: WorldChat) => WorldChat} change */
  function setChats(change) {
    if (snapshot === null) return;
    snapshot = { ...snapshot, chats: snapshot.chats.map(change) };
  }

  /** @param {WorldEvent} event */
  function applyEvent(event) {
    if (snapshot === null || event.type === 'person' || event.type === 'chat') return refreshSoon();
    const chatId = event.type === 'deleted' ? event.chatId : event.message.chatId;
    if (!snapshot.chats.some((chat) => chat.id === chatId)) return refreshSoon();
    setChats((chat) => (chat.id === chatId ? applyToChat(chat, event) : chat));
  }

  async function refresh() {
    /** @type {WorldEvent[]} */
    const mine = [];
    journal = mine;
    try {
      const fresh = await readSnapshot(personId);
      if (journal !== mine) return;
      snapshot = fresh;
      online = true;
      journal = null;
      clock.sync(fresh.nowMs, fresh.notice?.speed ?? null);
      for (const event of mine) applyEvent(event);
      for (const chat of fresh.chats) reads.begin(chat);
      forgetActionsLater();
    } catch {
      if (journal === mine) journal = null;
      online = false;
    }
    changed();
  }

  function refreshSoon() {
    if (refreshTimer !== null) return;
    refreshTimer = setTimeout(() => {
      refreshTimer = null;
      refresh();
    }, 30);
  }

  /** A chat action lives five seconds in Telegram; no event marks its end. */
  function forgetActionsLater() {
    clearTimeout(actionTimer);
    if (snapshot === null || !snapshot.chats.some((chat) => chat.action !== null)) return;
    actionTimer = setTimeout(() => {
      setChats((chat) => ({ ...chat, action: null }));
      changed();
    }, ACTION_SHOWN_MS);
  }

  function connect() {
    if (stream !== null) return;
    stream = openEvents(personId);
    stream.addEventListener('open', refreshSoon);
    stream.addEventListener('error', () => {
      online = false;
      changed();
      if (stream?.readyState === EventSource.CLOSED) setTimeout(reconnect, 2_000);
    });
    stream.addEventListener('clock', ({ data }) => {
      /** @type {ClockEvent} */
      const { nowMs, hasEnded, isCatchingUp } = JSON.parse(data);
      clock.sync(nowMs);
      if (snapshot === null) return;
      const { notice } = snapshot;
      if (hasEnded !== Boolean(notice?.ended) || isCatchingUp !== Boolean(notice?.catchingUp)) refreshSoon();
    });
    stream.addEventListener('world', ({ data }) => {
      /** @type {WorldEvent} */
      const event = JSON.parse(data);
      journal?.push(event);
      if (event.type === 'message') clock.sawTime(event.message.dateMs);
      applyEvent(event);
      if (snapshot !== null) changed(event);
    });
  }

  function disconnect() {
    stream?.close();
    stream = null;
  }

  function reconnect() {
    if (stream === null) return;
    disconnect();
    connect();
  }

  return {
    personId,
    connect,
    disconnect,
    refresh,
    snapshot: () => snapshot,
    isOnline: () => online,
    chat: (/** @type {number} */ chatId) => snapshot?.chats.find((chat) => chat.id === chatId) ?? null,
    unread: (/** @type {WorldChat} */ chat) => reads.count(chat),
    firstUnread: (/** @type {WorldChat} */ chat) => reads.first(chat),
    /** @param {WorldChat} chat */
    markRead(chat) {
      if (reads.mark(chat)) changed();
    },
    isMuted: (/** @type {number} */ chatId) => reads.isMuted(chatId),
    /**
     * @param {number} chatId
     * @param {boolean} muted
     */
    setMuted(chatId, muted) {
      reads.setMuted(chatId, muted);
      changed();
    },
    act: (/** @type {WorldAction} */ action) => act(personId, action),
    /** @param {Listener} listener */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * @param {WorldChat} chat
 * @param {Exclude<WorldEvent, { type: 'person' | 'chat' }>} event
 * @returns {WorldChat}
 */
function applyToChat(chat, event) {
  if (event.type === 'deleted') {
    return { ...chat, messages: chat.messages.filter((message) => message.messageId !== event.messageId) };
  }
  const { message } = event;
  const others = chat.messages.filter(({ messageId }) => messageId !== message.messageId);
  // An edit of something older than the page holds would otherwise show up as a lone old message.
  if (event.type === 'edited' && others.length === chat.messages.length) return chat;
  const messages = [...others, message].sort((a, b) => a.messageId - b.messageId).slice(-MAX_MESSAGES);
  const action = event.type === 'message' && message.author === 'bot' ? null : chat.action;
  return { ...chat, messages, action };
}

/** @typedef {{ read: Record<string, number>, muted: number[] }} Reads */

/**
 * How far each chat was read and which are muted: kept in this browser, as the world has no such notion.
 * @param {number} personId
 */
function createReads(personId) {
  const key = `analyser.chat.${personId}`;
  /** @type {Reads} */
  const state = { read: {}, muted: [], ...readJson(key) };
  const save = () => localStorage.setItem(key, JSON.stringify(state));
  const newest = (/** @type {WorldChat} */ chat) => chat.messages.at(-1)?.messageId ?? 0;
  const unreadOf = (/** @type {WorldChat} */ chat) => {
    const upTo = state.read[chat.id];
    if (upTo === undefined || chat.membership !== 'member') return [];
    return chat.messages.filter(({ messageId, author }) => messageId > upTo && author !== 'person');
  };

  return {
    /** What was there before the first look counts as read; after a fresh start of the sandbox ids begin anew. */
    begin(/** @type {WorldChat} */ chat) {
      if (chat.membership !== 'member') return;
      const upTo = state.read[chat.id];
      if (upTo !== undefined && upTo <= newest(chat)) return;
      state.read[chat.id] = newest(chat);
      save();
    },
    mark(/** @type {WorldChat} */ chat) {
      const upTo = state.read[chat.id];
      if (upTo === undefined || upTo >= newest(chat)) return false;
      state.read[chat.id] = newest(chat);
      save();
      return true;
    },
    count: (/** @type {WorldChat} */ chat) => unreadOf(chat).length,
    first: (/** @type {WorldChat} */ chat) => unreadOf(chat)[0]?.messageId ?? null,
    isMuted: (/** @type {number} */ chatId) => state.muted.includes(chatId),
    setMuted(/** @type {number} */ chatId, /** @type {boolean} */ muted) {
      state.muted = state.muted.filter((id) => id !== chatId);
      if (muted) state.muted.push(chatId);
      save();
    },
  };
}

/**
 * @param {string} key
 * @returns {Partial<Reads>}
 */
function readJson(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}');
  } catch {
    return {};
  }
}
