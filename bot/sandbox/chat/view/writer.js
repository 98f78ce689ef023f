// @ts-check
/** @import { WorldChat } from '../../telegram/world.ts' */
/** @import { FooterHandlers } from './footer.js' */
/** @typedef {WorldChat['commands'][number]} Command */
/**
 * @typedef {object} Writer
 * @property {FooterHandlers} on
 * @property {HTMLElement} node
 * @property {HTMLTextAreaElement} field
 * @property {HTMLElement} list the commands offered
 * @property {HTMLElement} menu
 * @property {readonly Command[]} commands
 * @property {readonly Command[]} offered
 * @property {ReturnType<typeof createInlineOffer>} inline what the bot offers where it is named
 * @property {number} chosen place in the offered commands, -1 for none
 */

import { el, icon, iconButton } from './dom.js';
import { createInlineOffer } from './inline-offer.js';

const MAX_TEXT = 4096;
let writers = 0;

/**
 * The text field. Typing "/" offers the bot's commands; Enter sends, Shift+Enter breaks the line.
 * @param {{ on: FooterHandlers }} deps
 */
export function createWriter({ on }) {
  writers += 1;
  const writer = drawWriter(on, `commands-${writers}`);
  const { node, field, list, menu } = writer;
  field.addEventListener('input', () => onInput(writer));
  field.addEventListener('keydown', (event) => onKey(writer, event));
  menu.addEventListener('click', () => {
    offer(writer, list.hidden ? writer.commands : []);
    if (!list.hidden) field.focus({ preventScroll: true });
  });
  // Pressing a command or the menu must not take the focus, or the list would close under the finger.
  for (const part of [list, menu]) part.addEventListener('mousedown', (event) => event.preventDefault());
  node.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && node.contains(relatedTarget)) return;
    offer(writer, []);
    writer.inline.hide();
  });
  return {
    node,
    setDraft: (/** @type {string} */ text) => setDraft(writer, text),
    draft: () => field.value,
    focus: () => field.focus({ preventScroll: true }),
    update(/** @type {WorldChat} */ chat) {
      writer.commands = chat.commands;
      menu.hidden = chat.commands.length === 0;
    },
  };
}

/**
 * @param {FooterHandlers} on
 * @param {string} listId
 * @returns {Writer}
 */
function drawWriter(on, listId) {
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
  const sendButton = iconButton('send', 'Send', { click: () => send(writer), class: 'send-button' });
  const inline = createInlineOffer({
    askInline: on.askInline,
    sendOffered(index) {
      setDraft(writer, '');
      return on.sendOffered(index);
    },
  });
  const node = el(
    'div',
    { class: 'writer' },
    list,
    inline.node,
    el('div', { class: 'writer-box' }, menu, field),
    sendButton,
  );
  /** @type {Writer} */
  const writer = { on, node, field, list, menu, inline, commands: [], offered: [], chosen: -1 };
  return writer;
}

/**
 * @param {Writer} writer
 * @param {readonly Command[]} rows
 */
function offer(writer, rows) {
  const { list, menu, field } = writer;
  writer.offered = rows;
  writer.chosen = -1;
  list.hidden = rows.length === 0;
  menu.setAttribute('aria-expanded', String(!list.hidden));
  menu.classList.toggle('open', !list.hidden);
  list.replaceChildren(...rows.map((row, index) => commandRow(writer, row, index)));
  field.removeAttribute('aria-activedescendant');
}

/**
 * @param {Writer} writer
 * @param {Command} row
 * @param {number} index
 */
function commandRow(writer, { command, description }, index) {
  const click = () => sendText(writer, `/${command}`);
  return el(
    'button',
    {
      class: 'command',
      type: 'button',
      role: 'option',
      tabindex: -1,
      id: `${writer.list.id}-${index}`,
      'aria-selected': 'false',
      on: { click },
    },
    el('span', { class: 'command-name' }, `/${command}`),
    el('span', { class: 'command-about' }, description),
  );
}

/**
 * @param {Writer} writer
 * @param {number} index
 */
function choose(writer, index) {
  const { list, field, offered } = writer;
  const chosen = (index + offered.length) % offered.length;
  writer.chosen = chosen;
  for (const [at, row] of [...list.children].entries()) row.setAttribute('aria-selected', String(at === chosen));
  list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  field.setAttribute('aria-activedescendant', `${list.id}-${chosen}`);
}

/** @param {Writer} writer */
function onInput(writer) {
  const { field, node, commands } = writer;
  field.style.height = '';
  // A chat that is not on screen has no height to measure.
  if (field.scrollHeight > 0) field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
  node.classList.toggle('has-text', field.value.trim() !== '');
  writer.inline.update(inlineWords(writer));
  const typed = /^\/(\w*)$/.exec(field.value);
  const start = typed?.[1]?.toLowerCase();
  offer(writer, start === undefined ? [] : commands.filter(({ command }) => command.startsWith(start)));
}

/**
 * What stands behind "@bot ", null where the bot is not named first.
 * @param {Writer} writer
 */
function inlineWords({ field, on }) {
  const [, name = '', words = ''] = /^@(\w+)\s(.*)$/s.exec(field.value) ?? [];
  return name !== '' && name.toLowerCase() === on.botUsername().toLowerCase() ? words : null;
}

/**
 * @param {Writer} writer
 * @param {string} text
 */
function setDraft(writer, text) {
  writer.field.value = text;
  onInput(writer);
}

/**
 * @param {Writer} writer
 * @param {string} text
 */
function sendText(writer, text) {
  setDraft(writer, '');
  writer.on.write(text);
  writer.field.focus({ preventScroll: true });
}

/** @param {Writer} writer */
function send(writer) {
  const text = writer.field.value.trim();
  if (text !== '') sendText(writer, text);
}

/**
 * @param {Writer} writer
 * @param {KeyboardEvent} event
 */
function onKey(writer, event) {
  const { list, offered, chosen } = writer;
  const isOffering = !list.hidden;
  const command = offered[chosen] ?? (offered.length === 1 ? offered[0] : undefined);
  if (event.key === 'ArrowDown' && isOffering) choose(writer, chosen + 1);
  else if (event.key === 'ArrowUp' && isOffering) choose(writer, chosen === -1 ? offered.length - 1 : chosen - 1);
  else if (event.key === 'Tab' && isOffering && !event.shiftKey)
    setDraft(writer, `/${(command ?? offered[0])?.command} `);
  else if (event.key === 'Escape' && isOffering) offer(writer, []);
  else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    if (isOffering && chosen !== -1) sendText(writer, `/${offered[chosen]?.command}`);
    else send(writer);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
