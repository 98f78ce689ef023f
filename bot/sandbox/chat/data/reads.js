// @ts-check
/** @import { WorldChat } from '../../telegram/world.ts' */
/** @typedef {{ read: Record<string, number>, muted: number[] }} Reads */

/**
 * How far each chat was read and which are muted: kept in this browser, as the world has no such notion.
 * @param {number} personId
 */
export function createReads(personId) {
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
