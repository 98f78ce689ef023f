// @ts-check
/** @import { WorldChat, WorldPerson } from '../../telegram/world.ts' */
/** @typedef {'start' | 'write' | 'unblock' | 'mute' | 'unmute' | 'requested' | 'join' | 'no-invite' | 'request'} Mode */
/**
 * @typedef {object} FooterHandlers
 * @property {(text: string) => unknown} write
 * @property {(blocked: boolean) => unknown} block
 * @property {(link: string) => unknown} join
 * @property {(muted: boolean) => unknown} setMuted
 * @property {(channel: WorldChat) => unknown} askForInvite
 * @property {(requestId: number) => unknown} shareUser
 * @property {(request: import('./reply-keyboard.js').ChatRequest) => unknown} shareChat
 * @property {(words: string) => Promise<import('./inline-offer.js').Offered | null>} askInline
 * @property {(index: number) => unknown} sendOffered
 * @property {() => string} botUsername
 */

import { el, icon } from './dom.js';
import { createReplyKeyboard } from './reply-keyboard.js';
import { createWriter } from './writer.js';

/**
 * What stands at the bottom of a chat: the text field with the bot's commands, or the one big button that fits (START,
 * JOIN, REQUEST TO JOIN, MUTE…).
 * @param {{ on: FooterHandlers }} deps
 */
export function createFooter({ on }) {
  const node = el('footer', { class: 'footer' });
  /** @type {Mode | null} */
  let shown = null;
  /** @type {ReturnType<typeof createWriter> | null} */
  let writer = null;
  const keyboard = createReplyKeyboard(on);

  /** @param {{ chat: WorldChat, person: WorldPerson, isMuted: boolean }} now */
  function update({ chat, person, isMuted }) {
    const mode = footerMode(chat, person, isMuted);
    if (mode !== shown) {
      shown = mode;
      writer = mode === 'write' ? createWriter({ on }) : null;
      node.className = `footer footer-${mode}`;
      node.replaceChildren(...(writer === null ? [bigButton(mode, chat, on)].flat() : [writer.node, keyboard.node]));
    }
    writer?.update(chat);
    keyboard.update(chat);
  }

  return {
    node,
    update,
    focus: () => (writer === null ? node.querySelector('button')?.focus({ preventScroll: true }) : writer.focus()),
    draft: () => writer?.draft() ?? '',
    setDraft: (/** @type {string} */ text) => writer?.setDraft(text),
  };
}

/**
 * @param {WorldChat} chat
 * @param {WorldPerson} person
 * @param {boolean} isMuted
 * @returns {Mode}
 */
function footerMode(chat, person, isMuted) {
  if (chat.type === 'bot') {
    if (person.blockedBot) return 'unblock';
    return chat.needsStart ? 'start' : 'write';
  }
  if (chat.isOwn) return 'write';
  if (chat.membership === 'member') return isMuted ? 'unmute' : 'mute';
  if (chat.membership === 'requested') return 'requested';
  if (chat.username !== null) return 'join';
  return chat.link === null ? 'no-invite' : 'request';
}

/**
 * @param {Mode} mode
 * @param {WorldChat} chat
 * @param {FooterHandlers} on
 */
function bigButton(mode, chat, on) {
  const button = (/** @type {string} */ text, /** @type {(() => unknown) | null} */ click, className = '') =>
    el(
      'button',
      {
        class: `big-button ${className}`,
        type: 'button',
        disabled: click === null,
        on: click === null ? {} : { click },
      },
      text,
    );
  switch (mode) {
    case 'start':
      return [
        el('p', { class: 'pointer', 'aria-hidden': 'true' }, 'Press START', icon('down')),
        button('START', () => on.write('/start'), 'primary'),
      ];
    case 'unblock':
      return button('UNBLOCK BOT', () => on.block(false));
    case 'join':
      return button('JOIN CHANNEL', () => on.join(chat.link ?? `https://t.me/${chat.username}`), 'primary');
    case 'request':
      return button('REQUEST TO JOIN', () => on.join(chat.link ?? ''), 'primary');
    case 'requested':
      return button('REQUEST SENT', null);
    case 'no-invite':
      return button('GET AN INVITE FROM THE BOT', () => on.askForInvite(chat));
    default:
      return button(mode === 'mute' ? 'MUTE' : 'UNMUTE', () => on.setMuted(mode === 'mute'));
  }
}
