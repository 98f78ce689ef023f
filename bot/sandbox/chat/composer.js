// @ts-check
/** @import { WorldChat, WorldPerson } from '../telegram/world.ts' */
/** @typedef {'start' | 'write' | 'unblock' | 'mute' | 'unmute' | 'requested' | 'join' | 'no-invite' | 'request'} Mode */
/**
 * @typedef {object} FooterHandlers
 * @property {(text: string) => unknown} write
 * @property {(blocked: boolean) => unknown} block
 * @property {(link: string) => unknown} join
 * @property {(muted: boolean) => unknown} setMuted
 * @property {(channel: WorldChat) => unknown} askForInvite
 */

import { el, icon, iconButton } from './dom.js';

const MAX_TEXT = 4096;

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

  /** @param {{ chat: WorldChat, person: WorldPerson, isMuted: boolean }} now */
  function update({ chat, person, isMuted }) {
    const mode = footerMode(chat, person, isMuted);
    if (mode !== shown) {
      shown = mode;
      writer = mode === 'write' ? createWriter({ on }) : null;
      node.className = `footer footer-${mode}`;
      node.replaceChildren(...(writer === null ? [bigButton(mode, chat, on)].flat() : [writer.node]));
    }
    writer?.update(chat);
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

let writers = 0;

/** @typedef {WorldChat['commands'][number]} Command */

/**
 * The text field. Typing "/" offers the bot's commands; Enter sends, Shift+Enter breaks the line.
 * @param {{ on: FooterHandlers }} deps
 */
function createWriter({ on }) {
  writers += 1;
  const listId = `commands-${writers}`;
  /** @type {readonly Command[]} */
  let commands = [];
  /** @type {readonly Command[]} */
  let offered = [];
  let chosen = -1;
  const field = el('textarea', {
    rows: 1,
    maxlength: MAX_TEXT,
    placeholder: 'Message',
    'aria-label': 'Message',
    'aria-controls': listId,
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    enterkeyhint: 'send',
  });
  const list = el('div', {
    class: 'commands',
    id: listId,
    role: 'listbox',
    'aria-label': 'Commands of the bot',
    hidden: true,
  });
  const menu = el(
    'button',
    { class: 'menu-button', type: 'button', 'aria-expanded': 'false', title: 'Commands of the bot' },
    icon('menu'),
    el('span', {}, 'Menu'),
  );
  const sendButton = iconButton('send', 'Send', { click: () => send(), class: 'send-button' });
  const node = el('div', { class: 'writer' }, list, el('div', { class: 'writer-box' }, menu, field), sendButton);

  /** @param {readonly Command[]} rows */
  function offer(rows) {
    offered = rows;
    chosen = -1;
    list.hidden = rows.length === 0;
    menu.setAttribute('aria-expanded', String(!list.hidden));
    menu.classList.toggle('open', !list.hidden);
    list.replaceChildren(...rows.map((row, index) => commandRow(row, index)));
    field.removeAttribute('aria-activedescendant');
  }

  /**
   * @param {Command} row
   * @param {number} index
   */
  function commandRow({ command, description }, index) {
    const click = () => sendText(`/${command}`);
    return el(
      'button',
      {
        class: 'command',
        type: 'button',
        role: 'option',
        tabindex: -1,
        id: `${listId}-${index}`,
        'aria-selected': 'false',
        on: { click },
      },
      el('span', { class: 'command-name' }, `/${command}`),
      el('span', { class: 'command-about' }, description),
    );
  }

  /** @param {number} index */
  function choose(index) {
    chosen = (index + offered.length) % offered.length;
    for (const [at, row] of [...list.children].entries()) row.setAttribute('aria-selected', String(at === chosen));
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', `${listId}-${chosen}`);
  }

  function onInput() {
    field.style.height = '';
    // A chat that is not on screen has no height to measure.
    if (field.scrollHeight > 0) field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
    node.classList.toggle('has-text', field.value.trim() !== '');
    const typed = /^\/(\w*)$/.exec(field.value);
    const start = typed?.[1]?.toLowerCase();
    offer(start === undefined ? [] : commands.filter(({ command }) => command.startsWith(start)));
  }

  /** @param {string} text */
  function setDraft(text) {
    field.value = text;
    onInput();
  }

  /** @param {string} text */
  function sendText(text) {
    setDraft('');
    on.write(text);
    field.focus({ preventScroll: true });
  }

  function send() {
    const text = field.value.trim();
    if (text !== '') sendText(text);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const isOffering = !list.hidden;
    const command = offered[chosen] ?? (offered.length === 1 ? offered[0] : undefined);
    if (event.key === 'ArrowDown' && isOffering) choose(chosen + 1);
    else if (event.key === 'ArrowUp' && isOffering) choose(chosen === -1 ? offered.length - 1 : chosen - 1);
    else if (event.key === 'Tab' && isOffering && !event.shiftKey) setDraft(`/${(command ?? offered[0])?.command} `);
    else if (event.key === 'Escape' && isOffering) offer([]);
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      if (isOffering && chosen !== -1) sendText(`/${offered[chosen]?.command}`);
      else send();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  field.addEventListener('input', onInput);
  field.addEventListener('keydown', onKey);
  menu.addEventListener('click', () => {
    offer(list.hidden ? commands : []);
    if (!list.hidden) field.focus({ preventScroll: true });
  });
  // Pressing a command or the menu must not take the focus, or the list would close under the finger.
  for (const part of [list, menu]) part.addEventListener('mousedown', (event) => event.preventDefault());
  node.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && node.contains(relatedTarget))) offer([]);
  });

  return {
    node,
    setDraft,
    draft: () => field.value,
    focus: () => field.focus({ preventScroll: true }),
    update(/** @type {WorldChat} */ chat) {
      commands = chat.commands;
      menu.hidden = commands.length === 0;
    },
  };
}
