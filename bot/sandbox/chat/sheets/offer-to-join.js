// @ts-check
/** @import { WorldChat } from '../../telegram/world.ts' */

import { chatFace, el, formatNumber, icon } from '../view/dom.js';
import { showDialog } from './sheets.js';

/**
 * The sheet of a private channel behind an invite link: what it is, and a button that asks to be let in.
 * @param {WorldChat} chat
 * @param {() => unknown} onJoin
 */
export function offerToJoin(chat, onJoin) {
  const join = () => {
    dialog.close();
    onJoin();
  };
  const count = chat.memberCount === 0 ? 'private channel' : `${formatNumber(chat.memberCount)} subscribers`;
  const isRequested = chat.membership === 'requested';
  const button = el('button', { class: 'main-button', type: 'button', disabled: isRequested });
  button.textContent = isRequested ? 'Request sent' : 'Request to Join';
  button.addEventListener('click', join);
  const dialog = showDialog({
    label: `Join ${chat.title}`,
    className: 'join',
    content: [
      chatFace(chat, 'huge'),
      el('h2', {}, chat.title),
      el('p', { class: 'join-count' }, icon('lock'), count),
      el('p', { class: 'sheet-text' }, chat.about),
      button,
      el('p', { class: 'payment-note' }, 'The bot lets in whoever has a plan that includes this channel.'),
    ],
  });
}
