// @ts-check
/** @import { WorldChat } from '../../telegram/world.ts' */
/** @typedef {NonNullable<WorldChat['replyKeyboard'][number][number]['requestChat']>} ChatRequest */

import { el } from './dom.js';
import { emojiNodes } from './emoji.js';

/**
 * The buttons that the bot put in the place of the letters: each writes its text, or opens a list of people or chats.
 * @param {{
 *   write: (text: string) => unknown,
 *   shareUser: (requestId: number) => unknown,
 *   shareChat: (request: ChatRequest) => unknown,
 * }} on
 */
export function createReplyKeyboard(on) {
  const node = el('div', { class: 'reply-keyboard', role: 'group', 'aria-label': 'Buttons of the bot', hidden: true });
  let drawn = '[]';
  return {
    node,
    update(/** @type {WorldChat} */ { replyKeyboard: rows }) {
      const wanted = JSON.stringify(rows);
      if (wanted === drawn) return;
      drawn = wanted;
      node.hidden = rows.length === 0;
      node.replaceChildren(
        ...rows.map((row) =>
          el(
            'div',
            { class: 'reply-row' },
            row.map(({ text, requestUsers, requestChat }) => {
              const click = () => {
                if (requestUsers !== undefined) return on.shareUser(requestUsers.requestId);
                return requestChat === undefined ? on.write(text) : on.shareChat(requestChat);
              };
              return el('button', { class: 'reply-key', type: 'button', on: { click } }, emojiNodes(text));
            }),
          ),
        ),
      );
    },
  };
}
