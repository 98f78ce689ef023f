// @ts-check
/** @import { WorldChat } from '../../telegram/world.ts' */

import { renderIntroduction } from './bubble.js';
import { el } from './dom.js';
import { emojiNodes } from './emoji.js';

/**
 * What an empty chat shows.
 * @param {WorldChat} chat
 */
export function introduction(chat) {
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
