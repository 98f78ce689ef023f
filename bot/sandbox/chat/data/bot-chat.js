// @ts-check
/** @import { WorldChat } from '../../telegram/world.ts' */
/** @import { Store } from './store.js' */

/**
 * The person's own chat with the bot; null before the first snapshot.
 * @param {Store} store
 * @returns {WorldChat | null}
 */
export function botChat(store) {
  return store.snapshot()?.chats.find(({ type }) => type === 'bot') ?? null;
}
