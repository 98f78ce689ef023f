// @ts-check
/** @import { WorldButton, WorldChat, WorldMessage } from '../../telegram/world.ts' */
/** @import { TextHandlers } from './text.js' */
/** @typedef {{ isFirst: boolean, isLast: boolean, isRead: boolean }} Place */
/**
 * What a person can do with a message.
 * @typedef {TextHandlers & {
 *   press: (button: WorldButton, message: WorldMessage) => unknown,
 *   photo: (picture: { src: string, alt: string, caption: string }) => unknown,
 * }} MessageHandlers
 */

import { fileAddress } from '../data/api.js';
import { formatFull, formatTime } from '../data/clock.js';
import { chatFace, el, formatNumber, icon, starAmount } from './dom.js';
import { emojiNodes } from './emoji.js';
import { renderText } from './text.js';

/**
 * One message as a row. `place` is where it stands among its neighbours: { isFirst, isLast } of a run by one author and
 * `isRead` for the ticks.
 * @param {{ chat: WorldChat, message: WorldMessage, place: Place, on: MessageHandlers }} deps
 */
export function renderMessage({ chat, message, place, on }) {
  if (message.author === 'service' && message.invoice === null) {
    return el('div', { class: 'row service' }, el('span', { class: 'pill' }, emojiNodes(message.text)));
  }
  const isOut = message.author === 'person';
  const photo = renderPhoto(message, on);
  const hasText = message.text !== '';
  const meta = renderMeta(message, isOut, place.isRead);
  const isBare = photo !== null && !hasText && message.invoice === null;
  const bubble = el(
    'article',
    { class: `bubble ${photo === null ? '' : 'with-photo'} ${isBare ? 'bare' : ''}` },
    message.author === 'channel' && place.isFirst && !isBare ? el('p', { class: 'author' }, chat.title) : null,
    renderReplied(message),
    photo,
    message.invoice === null ? null : renderInvoice(message.invoice),
    renderDocument(message.document),
    el('div', { class: 'body' }, hasText ? renderText(message.text, message.entities, on) : null, meta),
    place.isLast && !isBare ? tail(isOut) : null,
  );
  const keyboard = renderKeyboard(message, on);
  return el(
    'div',
    {
      class: `row ${isOut ? 'out' : 'in'} ${place.isFirst ? 'first' : ''} ${place.isLast ? 'last' : ''}`,
      'data-message': message.messageId,
    },
    el('div', { class: `bubble-group ${keyboard === null ? '' : 'has-keyboard'}` }, bubble, keyboard),
  );
}

/**
 * @param {WorldMessage} message
 * @param {boolean} isOut
 * @param {boolean} isRead
 */
function renderMeta(message, isOut, isRead) {
  const edited = message.editedMs === null ? '' : `, edited ${formatFull(message.editedMs)}`;
  const time = el('time', { datetime: new Date(message.dateMs).toISOString() }, formatTime(message.dateMs));
  return el(
    'span',
    { class: 'meta', title: `${formatFull(message.dateMs)}${edited}` },
    message.editedMs === null ? null : el('span', { class: 'edited' }, 'edited'),
    time,
    isOut
      ? el(
          'span',
          { class: 'ticks', role: 'img', 'aria-label': isRead ? 'Read' : 'Sent' },
          icon(isRead ? 'checks' : 'check'),
        )
      : null,
  );
}

/**
 * @param {WorldMessage} message
 * @param {MessageHandlers} on
 */
function renderPhoto(message, on) {
  const src = message.photoUrl === null ? null : fileAddress(message.photoUrl);
  if (src === null) return null;
  const alt = message.text.split('\n')[0] || 'Picture';
  const width = message.photoWidth ?? 1280;
  const height = message.photoHeight ?? 720;
  const img = el('img', { src, alt, width, height, decoding: 'async' });
  const button = el(
    'button',
    {
      class: 'photo',
      type: 'button',
      'aria-label': `Open picture: ${alt}`,
      on: { click: () => on.photo({ src, alt, caption: message.text }) },
    },
    img,
  );
  button.style.aspectRatio = `${width} / ${Math.min(height, width * 1.3)}`;
  return button;
}

/**
 * The message that is answered: one line, which leads to it.
 * @param {WorldMessage} message
 */
function renderReplied({ replied }) {
  if (replied === null) return null;
  const { messageId, text } = replied;
  const show = () =>
    document.querySelector(`[data-message="${messageId}"]`)?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  return el('button', { class: 'replied', type: 'button', on: { click: show } }, emojiNodes(text));
}

/** @param {NonNullable<WorldMessage['invoice']>} invoice */
function renderInvoice(invoice) {
  return el(
    'div',
    { class: 'invoice' },
    el(
      'div',
      { class: 'invoice-art' },
      icon('star'),
      el('span', { class: 'invoice-amount' }, formatNumber(invoice.stars)),
      el(
        'span',
        { class: `invoice-label ${invoice.paid ? 'paid' : ''}` },
        invoice.paid ? 'Paid' : invoice.subscriptionDays ? `Every ${invoice.subscriptionDays} days` : 'Invoice',
      ),
    ),
    el('p', { class: 'invoice-title' }, emojiNodes(invoice.title)),
    el('p', { class: 'invoice-description' }, emojiNodes(invoice.description)),
  );
}

/** @param {WorldMessage['document']} document */
function renderDocument(document) {
  const href = document === null ? null : fileAddress(document.url);
  if (document === null || href === null) return null;
  return el(
    'a',
    { class: 'document', href, download: document.name },
    el('span', { class: 'document-icon' }, icon('down')),
    el(
      'span',
      { class: 'document-text' },
      el('span', { class: 'document-name' }, document.name),
      el('span', { class: 'document-size' }, formatBytes(document.sizeBytes)),
    ),
  );
}

/** @param {number} bytes */
function formatBytes(bytes) {
  if (bytes < 1_024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${(bytes / 1_024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

/**
 * @param {WorldMessage} message
 * @param {MessageHandlers} on
 */
function renderKeyboard(message, on) {
  const rows = message.keyboard.map((row) => row.map((button) => renderButton(button, message, on)));
  const { invoice } = message;
  const hasPay = message.keyboard.some((row) => row.some((button) => button.type === 'pay'));
  // Telegram adds the Pay button itself when the bot gave none.
  if (invoice !== null && !hasPay) rows.unshift([renderButton({ type: 'pay', text: '' }, message, on)]);
  if (rows.length === 0) return null;
  return el(
    'div',
    { class: 'keyboard' },
    rows.map((row) => el('div', { class: 'keyboard-row' }, row)),
  );
}

/**
 * @param {WorldButton} button
 * @param {WorldMessage} message
 * @param {MessageHandlers} on
 */
function renderButton(button, message, on) {
  const node = el(
    'button',
    { class: `key key-${button.type} ${button.style ?? ''}`, type: 'button' },
    buttonContent(button, message),
  );
  node.addEventListener('click', async () => {
    if (node.classList.contains('waiting')) return;
    node.classList.add('waiting');
    node.setAttribute('aria-busy', 'true');
    await on.press(button, message);
    node.classList.remove('waiting');
    node.removeAttribute('aria-busy');
  });
  return node;
}

/**
 * @param {WorldButton} button
 * @param {WorldMessage} message
 * @returns {(Node | string)[]}
 */
function buttonContent(button, message) {
  if (button.type === 'url') return [el('span', {}, emojiNodes(button.text)), icon('up', 'key-corner')];
  if (button.type === 'copy') return [el('span', { title: button.copied }, emojiNodes(button.text))];
  if (button.type !== 'pay') return [el('span', {}, emojiNodes(button.text))];
  if (message.invoice?.paid) return [el('span', {}, 'Receipt')];
  if (button.text === '') return ['Pay ', starAmount(message.invoice?.stars ?? 0)];
  // Telegram shows its own star for ⭐ and XTR in the text of a pay button.
  const parts = button.text.replace(/\d{4,}/g, (digits) => formatNumber(Number(digits))).split(/⭐\uFE0F?|XTR/u);
  return [
    el(
      'span',
      {},
      parts.flatMap((part, index) => (index === 0 ? emojiNodes(part) : [icon('star'), ...emojiNodes(part)])),
    ),
  ];
}

/**
 * The little hook at the bubble's lower corner.
 * @param {boolean} isOut
 */
function tail(isOut) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'tail');
  svg.setAttribute('viewBox', '0 0 10 18');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute(
    'd',
    isOut
      ? 'M0 18V0c.3 6.500 2.500 12.500 9.300 16.200.8.500.500 1.800-.500 1.800z'
      : 'M10 18V0c-.3 6.500-2.500 12.500-9.300 16.200-.8.500-.500 1.800.5 1.800z',
  );
  svg.append(path);
  return svg;
}

/**
 * The card in an empty chat: who this is, and for a locked channel how to get in.
 * @param {WorldChat} chat
 * @param {readonly string[]} lines
 */
export function renderIntroduction(chat, lines) {
  return el(
    'div',
    { class: 'introduction' },
    chatFace(chat, 'huge'),
    el('h2', {}, chat.title),
    lines.map((text) => el('p', {}, emojiNodes(text))),
  );
}
