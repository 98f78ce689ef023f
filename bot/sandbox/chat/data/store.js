// @ts-check
/** @import { ChatSnapshot, ClockEvent } from '../../chat-routes/chat-snapshot.ts' */
/** @import { WorldAction, WorldChat, WorldEvent } from '../../telegram/world.ts' */
/** @import { Clock } from './clock.js' */
/** @typedef {ReturnType<typeof createStore>} Store */
/** @typedef {(event: WorldEvent | null) => void} Listener */
/**
 * @typedef {object} Feed what one person sees, and the connection that keeps it up to date
 * @property {number} personId
 * @property {Clock} clock
 * @property {ReturnType<typeof createReads>} reads
 * @property {Set<Listener>} listeners
 * @property {ChatSnapshot | null} snapshot
 * @property {EventSource | null} stream
 * @property {boolean} online
 * @property {WorldEvent[] | null} journal events that came while a snapshot was on its way
 * @property {number | null} refreshTimer
 * @property {number | undefined} actionTimer
 */

import { act, openEvents, readSnapshot } from './api.js';
import { createReads } from './reads.js';

const MAX_MESSAGES = 400;
const ACTION_SHOWN_MS = 6_000;
/** A snapshot takes some milliseconds; this long only where the server does not answer. */
const CHAT_WAIT_MS = 10_000;

/**
 * What one person sees, kept up to date by the event stream. Every (re)connection reads the snapshot anew, and events
 * that came while it was on its way are applied again, so nothing is missed.
 * @param {{ personId: number, clock: Clock }} deps
 */
export function createStore({ personId, clock }) {
  const reads = createReads(personId);
  /** @type {Feed} */
  const feed = {
    ...{ personId, clock, reads, listeners: new Set(), snapshot: null, stream: null },
    ...{ online: false, journal: null, refreshTimer: null, actionTimer: undefined },
  };
  return {
    personId,
    connect: () => connect(feed),
    disconnect: () => disconnect(feed),
    refresh: () => refresh(feed),
    snapshot: () => feed.snapshot,
    isOnline: () => feed.online,
    chat: (/** @type {number} */ chatId) => feed.snapshot?.chats.find((chat) => chat.id === chatId) ?? null,
    unread: (/** @type {WorldChat} */ chat) => reads.count(chat),
    firstUnread: (/** @type {WorldChat} */ chat) => reads.first(chat),
    /** @param {WorldChat} chat */
    markRead(chat) {
      if (reads.mark(chat)) changed(feed);
    },
    isMuted: (/** @type {number} */ chatId) => reads.isMuted(chatId),
    /**
     * @param {number} chatId
     * @param {boolean} muted
     */
    setMuted(chatId, muted) {
      reads.setMuted(chatId, muted);
      changed(feed);
    },
    whenChat: (/** @type {number} */ chatId) => whenChat(feed, chatId),
    act: (/** @type {WorldAction} */ action) => act(personId, action),
    /** @param {Listener} listener */
    subscribe(listener) {
      feed.listeners.add(listener);
      return () => feed.listeners.delete(listener);
    },
  };
}

/**
 * A chat that has just been made, once a snapshot has it; null when none does in time.
 * @param {Feed} feed
 * @param {number} chatId
 * @returns {Promise<WorldChat | null>}
 */
function whenChat(feed, chatId) {
  return new Promise((resolve) => {
    const look = () => {
      const found = feed.snapshot?.chats.find(({ id }) => id === chatId);
      if (found !== undefined) end(found);
    };
    const end = (/** @type {WorldChat | null} */ chat) => {
      clearTimeout(timer);
      feed.listeners.delete(look);
      resolve(chat);
    };
    const timer = setTimeout(() => end(null), CHAT_WAIT_MS);
    feed.listeners.add(look);
    look();
    if (feed.listeners.has(look)) refreshSoon(feed);
  });
}

/**
 * @param {Feed} feed
 * @param {WorldEvent | null} [event]
 */
function changed(feed, event = null) {
  for (const listener of feed.listeners) listener(event);
}

/**
 * @param {Feed} feed
 * @param {(chat: WorldChat) => WorldChat} change
 */
function setChats(feed, change) {
  if (feed.snapshot === null) return;
  feed.snapshot = { ...feed.snapshot, chats: feed.snapshot.chats.map(change) };
}

/**
 * @param {Feed} feed
 * @param {WorldEvent} event
 */
function applyEvent(feed, event) {
  const { snapshot } = feed;
  if (snapshot === null || event.type === 'person' || event.type === 'chat') return refreshSoon(feed);
  const chatId = event.type === 'deleted' ? event.chatId : event.message.chatId;
  if (!snapshot.chats.some((chat) => chat.id === chatId)) return refreshSoon(feed);
  setChats(feed, (chat) => (chat.id === chatId ? applyToChat(chat, event) : chat));
}

/** @param {Feed} feed */
async function refresh(feed) {
  /** @type {WorldEvent[]} */
  const mine = [];
  feed.journal = mine;
  try {
    const fresh = await readSnapshot(feed.personId);
    if (feed.journal !== mine) return;
    feed.snapshot = fresh;
    feed.online = true;
    feed.journal = null;
    feed.clock.sync(fresh.nowMs, fresh.notice?.speed ?? null);
    for (const event of mine) applyEvent(feed, event);
    for (const chat of fresh.chats) feed.reads.begin(chat);
    forgetActionsLater(feed);
  } catch {
    if (feed.journal === mine) feed.journal = null;
    feed.online = false;
  }
  changed(feed);
}

/** @param {Feed} feed */
function refreshSoon(feed) {
  if (feed.refreshTimer !== null) return;
  feed.refreshTimer = setTimeout(() => {
    feed.refreshTimer = null;
    refresh(feed);
  }, 30);
}

/**
 * A chat action lives five seconds in Telegram; no event marks its end.
 * @param {Feed} feed
 */
function forgetActionsLater(feed) {
  clearTimeout(feed.actionTimer);
  if (feed.snapshot === null || !feed.snapshot.chats.some((chat) => chat.action !== null)) return;
  feed.actionTimer = setTimeout(() => {
    setChats(feed, (chat) => ({ ...chat, action: null }));
    changed(feed);
  }, ACTION_SHOWN_MS);
}

/** @param {Feed} feed */
function connect(feed) {
  if (feed.stream !== null) return;
  feed.stream = openEvents(feed.personId);
  feed.stream.addEventListener('open', () => refreshSoon(feed));
  feed.stream.addEventListener('error', () => {
    feed.online = false;
    changed(feed);
    if (feed.stream?.readyState === EventSource.CLOSED) setTimeout(() => reconnect(feed), 2_000);
  });
  feed.stream.addEventListener('clock', ({ data }) => {
    /** @type {ClockEvent} */
    const { nowMs, hasEnded, isCatchingUp } = JSON.parse(data);
    feed.clock.sync(nowMs);
    if (feed.snapshot === null) return;
    const { notice } = feed.snapshot;
    if (hasEnded !== Boolean(notice?.ended) || isCatchingUp !== Boolean(notice?.catchingUp)) refreshSoon(feed);
  });
  feed.stream.addEventListener('world', ({ data }) => {
    /** @type {WorldEvent} */
    const event = JSON.parse(data);
    feed.journal?.push(event);
    if (event.type === 'message') feed.clock.sawTime(event.message.dateMs);
    applyEvent(feed, event);
    if (feed.snapshot !== null) changed(feed, event);
  });
}

/** @param {Feed} feed */
function disconnect(feed) {
  feed.stream?.close();
  feed.stream = null;
}

/** @param {Feed} feed */
function reconnect(feed) {
  if (feed.stream === null) return;
  disconnect(feed);
  connect(feed);
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
